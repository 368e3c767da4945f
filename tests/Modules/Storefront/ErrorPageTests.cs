using System.Diagnostics;
using System.Net;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>An error page has the layout of the shop and shows all content that is available.</summary>
public sealed class ErrorPageTests(StorefrontFixture storefront) : IClassFixture<StorefrontFixture>
{
    private const string Count = "data-cy=\"cart-item-count\"";

    [Fact]
    public async Task The_error_page_shows_the_cart_count()
    {
        var visitor = new StorefrontClient(storefront.Web);
        await visitor.OpenAsync("/");
        await visitor.SendAsync("/cart/items", ("productId", "LS4PSXUNUM"), ("quantity", "2"));

        var page = await visitor.OpenAsync("/no/such/page");

        page.Status.Should().Be(HttpStatusCode.NotFound);
        page.Body.Should().Contain($"{Count}>1</span>").And.Contain("""<option value="CHF" """);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.FailedPrecondition)]
    [InlineData(null)]
    public async Task The_error_page_is_shown_without_the_cart_when_the_cart_is_unavailable(StatusCode? broken)
    {
        await using var shop = await ShopUnderTest.StartAsync(StorefrontFixture.With(new FailingCartModule(broken)), [("Shop:Calls:Deadline", "00:10:00")]);
        var requested = Stopwatch.GetTimestamp();

        var page = await shop.Web.FetchAsync("/no/such/page", ("Cookie", StorefrontClient.Cookie("EUR")));

        page.Status.Should().Be(HttpStatusCode.NotFound);
        page.Body.Should().Contain("Page not found").And.NotContain(Count).And.Contain("6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1");
        Stopwatch.GetElapsedTime(requested).Should().BeLessThan(TimeSpan.FromMinutes(2), "the deadline of a call is ten minutes here");
    }
}
