using System.Net;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class AdAndRecommendationTests(StorefrontFixture storefront) : IClassFixture<StorefrontFixture>
{
    private readonly HttpClient web = storefront.Web;

    [Theory]
    [InlineData("/api/data?contextKeys=binoculars,travel")]
    [InlineData("/api/data/?contextKeys=binoculars,travel")]
    [InlineData("/api/data?contextKeys=binoculars&contextKeys=travel")]
    public async Task The_ads_of_several_categories_are_shown_in_their_order(string path)
    {
        var response = await web.FetchAsync(path);

        var ads = await storefront.Shop.Client(channel => new AdService.AdServiceClient(channel))
            .GetAdsAsync(new AdRequest { ContextKeys = { "binoculars", "travel" } }, cancellationToken: TestContext.Current.CancellationToken);
        response.ContentType.Should().Be("application/json; charset=utf-8");
        response.Body.Should().Be(
            $$"""[{"redirectUrl":"/product/2ZYFJ3GM2N","text":"{{ads.Ads[0].Text}}"},{"redirectUrl":"/product/1YMWWN1N4O","text":"{{ads.Ads[1].Text}}"}]""");
    }

    [Theory]
    [InlineData("/api/data")]
    [InlineData("/api/data?contextKeys=")]
    [InlineData("/api/data/?contextKeys=None")]
    public async Task Without_a_matching_ad_two_other_ads_are_shown(string path) =>
        (await web.FetchAsync(path)).Json.EnumerateArray().Should().HaveCount(2);

    [Theory]
    [InlineData("/api/recommendations?productIds=LS4PSXUNUM,HQTGWGPNH4&sessionId=2f1d1f33-64a5-4d0b-9f0e-6a5f2d0a8c11&currencyCode=EUR")]
    [InlineData("/api/recommendations?productIds=LS4PSXUNUM&productIds=HQTGWGPNH4&currencyCode=EUR")]
    public async Task Four_other_products_are_recommended_in_the_requested_currency(string path)
    {
        var products = (await web.FetchAsync(path)).Json.EnumerateArray().ToList();

        products.Should().HaveCount(4);
        foreach (var product in products)
        {
            var id = product.GetProperty("id").GetString();
            id.Should().NotBe("LS4PSXUNUM").And.NotBe("HQTGWGPNH4");
            product.GetRawText().Should().Be((await web.FetchAsync($"/api/products/{id}?currencyCode=EUR")).Body);
        }
    }

    [Fact]
    public async Task Recommendations_without_viewed_products_are_not_empty() =>
        (await web.FetchAsync("/api/recommendations")).Json.EnumerateArray().Should().HaveCount(4);

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded)]
    public async Task An_empty_list_is_returned_while_the_services_are_unavailable(StatusCode dead)
    {
        await using var shop = await ShopUnderTest.StartAsync(StorefrontFixture.With(new FailingAdModule(dead), new FailingRecommendationModule(dead)));

        foreach (var path in (string[])["/api/data?contextKeys=travel", "/api/recommendations?productIds=LS4PSXUNUM"])
        {
            var response = await shop.Web.FetchAsync(path);
            response.Status.Should().Be(HttpStatusCode.OK);
            response.Body.Should().Be("[]");
        }
    }

    [Fact]
    public async Task An_unexpected_error_of_the_services_is_returned()
    {
        await using var shop = await ShopUnderTest.StartAsync(
            StorefrontFixture.With(new FailingAdModule(StatusCode.Unknown), new FailingRecommendationModule(StatusCode.Internal)));

        foreach (var path in (string[])["/api/data?contextKeys=travel", "/api/recommendations?productIds=LS4PSXUNUM"])
        {
            (await shop.Web.FetchAsync(path)).Status.Should().Be(HttpStatusCode.InternalServerError);
        }
    }
}
