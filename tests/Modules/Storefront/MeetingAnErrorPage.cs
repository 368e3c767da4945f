using System.Diagnostics;
using System.Net;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>A page that says what went wrong is a page of the shop, with all that can be had.</summary>
public sealed class MeetingAnErrorPage(OpenStorefront storefront) : IClassFixture<OpenStorefront>
{
    private const string Count = "data-cy=\"cart-item-count\"";

    [Fact]
    public async Task Whoever_has_a_cart_sees_it_counted_there_too()
    {
        var visitor = new Visitor(storefront.Web);
        await visitor.Open("/");
        await visitor.Send("/cart/items", ("productId", "LS4PSXUNUM"), ("quantity", "2"));

        var page = await visitor.Open("/no/such/page");

        page.Status.Should().Be(HttpStatusCode.NotFound);
        page.Body.Should().Contain($"{Count}>1</span>").And.Contain("""<option value="CHF" """);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.FailedPrecondition)]
    [InlineData(null)]
    public async Task It_comes_without_a_cart_that_cannot_be_looked_at(StatusCode? broken)
    {
        await using var shop = await ShopUnderTest.Start(OpenStorefront.With(new BrokenCart(broken)), [("Shop:Calls:Deadline", "00:10:00")]);
        var asked = Stopwatch.GetTimestamp();

        var page = await shop.Web.Get("/no/such/page", ("Cookie", Visitor.Cookie("EUR")));

        page.Status.Should().Be(HttpStatusCode.NotFound);
        page.Body.Should().Contain("Page not found").And.NotContain(Count).And.Contain("6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1");
        Stopwatch.GetElapsedTime(asked).Should().BeLessThan(TimeSpan.FromMinutes(2), "a call of the shop may take ten here");
    }
}
