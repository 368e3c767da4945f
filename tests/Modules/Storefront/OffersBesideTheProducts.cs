using System.Net;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed class OffersBesideTheProducts(OpenStorefront storefront) : IClassFixture<OpenStorefront>
{
    private readonly HttpClient web = storefront.Web;

    [Theory]
    [InlineData("/api/data?contextKeys=binoculars,travel")]
    [InlineData("/api/data/?contextKeys=binoculars,travel")]
    [InlineData("/api/data?contextKeys=binoculars&contextKeys=travel")]
    public async Task The_ads_of_several_categories_are_shown_in_their_order(string path)
    {
        var answer = await web.Get(path);

        var ads = await storefront.Shop.Client(channel => new AdService.AdServiceClient(channel))
            .GetAdsAsync(new AdRequest { ContextKeys = { "binoculars", "travel" } }, cancellationToken: TestContext.Current.CancellationToken);
        answer.ContentType.Should().Be("application/json; charset=utf-8");
        answer.Body.Should().Be(
            $$"""[{"redirectUrl":"/product/2ZYFJ3GM2N","text":"{{ads.Ads[0].Text}}"},{"redirectUrl":"/product/1YMWWN1N4O","text":"{{ads.Ads[1].Text}}"}]""");
    }

    [Theory]
    [InlineData("/api/data")]
    [InlineData("/api/data?contextKeys=")]
    [InlineData("/api/data/?contextKeys=None")]
    public async Task Where_no_ad_fits_two_of_any_kind_are_shown(string path) =>
        (await web.Get(path)).Json.EnumerateArray().Should().HaveCount(2);

    [Theory]
    [InlineData("/api/recommendations?productIds=LS4PSXUNUM,HQTGWGPNH4&sessionId=2f1d1f33-64a5-4d0b-9f0e-6a5f2d0a8c11&currencyCode=EUR")]
    [InlineData("/api/recommendations?productIds=LS4PSXUNUM&productIds=HQTGWGPNH4&currencyCode=EUR")]
    public async Task Four_other_products_are_recommended_in_the_shoppers_currency(string path)
    {
        var products = (await web.Get(path)).Json.EnumerateArray().ToList();

        products.Should().HaveCount(4);
        foreach (var product in products)
        {
            var id = product.GetProperty("id").GetString();
            id.Should().NotBe("LS4PSXUNUM").And.NotBe("HQTGWGPNH4");
            product.GetRawText().Should().Be((await web.Get($"/api/products/{id}?currencyCode=EUR")).Body);
        }
    }

    [Fact]
    public async Task Who_looked_at_nothing_is_recommended_something() =>
        (await web.Get("/api/recommendations")).Json.EnumerateArray().Should().HaveCount(4);

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded)]
    public async Task Where_they_are_dead_a_page_goes_without_them(StatusCode dead)
    {
        await using var shop = await ShopUnderTest.Start(OpenStorefront.With(new BrokenAd(dead), new BrokenRecommendation(dead)));

        foreach (var path in (string[])["/api/data?contextKeys=travel", "/api/recommendations?productIds=LS4PSXUNUM"])
        {
            var answer = await shop.Web.Get(path);
            answer.Status.Should().Be(HttpStatusCode.OK);
            answer.Body.Should().Be("[]");
        }
    }

    [Fact]
    public async Task Where_they_are_broken_it_shows()
    {
        await using var shop = await ShopUnderTest.Start(
            OpenStorefront.With(new BrokenAd(StatusCode.Unknown), new BrokenRecommendation(StatusCode.Internal)));

        foreach (var path in (string[])["/api/data?contextKeys=travel", "/api/recommendations?productIds=LS4PSXUNUM"])
        {
            (await shop.Web.Get(path)).Status.Should().Be(HttpStatusCode.InternalServerError);
        }
    }
}
