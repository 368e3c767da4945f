using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Ad;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Ad;

public sealed class AdGrpcServiceTests : IAsyncLifetime
{
    private const string GetAds = "oteldemo.AdService/GetAds";

    private ShopUnderTest shop = null!;
    private AdService.AdServiceClient ads = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync([new AdModule()]);
        ads = shop.Client(channel => new AdService.AdServiceClient(channel));
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Theory]
    [InlineData("binoculars", "2ZYFJ3GM2N")]
    [InlineData("telescopes", "66VCHSJNUP")]
    [InlineData("accessories", "0PUK6V6EV0,6E92ZMYYFZ,L9ECAV7KIM")]
    [InlineData("assembly", "9SIQT8TOJO")]
    [InlineData("travel", "1YMWWN1N4O")]
    public async Task A_category_returns_its_ads(string category, string products) =>
        (await ProductsOfferedAsync(category)).Should().Equal(products.Split(','));

    [Fact]
    public async Task Ads_follow_the_order_of_the_categories_and_a_repeated_category_is_repeated() =>
        (await ProductsOfferedAsync("travel", "accessories", "books", "travel"))
            .Should().Equal("1YMWWN1N4O", "0PUK6V6EV0", "6E92ZMYYFZ", "L9ECAV7KIM", "1YMWWN1N4O");

    [Theory]
    [InlineData]
    [InlineData("books")]
    [InlineData("flashlights", "no such thing", "")]
    public async Task Without_a_matching_ad_exactly_two_random_ads_are_returned(params string[] categories)
    {
        for (var visit = 0; visit < 20; visit++)
        {
            (await ProductsOfferedAsync(categories)).Should().HaveCount(2);
        }
    }

    [Fact]
    public async Task An_ad_is_a_sentence_and_a_link_to_its_product()
    {
        var response = await ads.GetAdsAsync(new AdRequest { ContextKeys = { "travel" } }, cancellationToken: TestCancellation);

        response.Ads.Should().ContainSingle().Which.RedirectUrl.Should().Be("/product/1YMWWN1N4O");
        response.Ads[0].Text.Should().Contain("Eclipsmart").And.EndWith(".");
    }

    [Fact]
    public async Task The_span_of_targeted_ads_records_request_and_response()
    {
        using var traced = new TracedCall();
        var headers = traced.Headers;
        headers.Add("baggage", "session.id=3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e,enduser.id=6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1");
        await ads.GetAdsAsync(new AdRequest { ContextKeys = { "accessories", "books" } }, headers, cancellationToken: TestCancellation);

        Tags(traced.Span(GetAds, ActivityKind.Server)).Should().Contain(new Dictionary<string, object?>
        {
            ["session.id"] = "3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e",
            ["enduser.id"] = "6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1",
            ["demo.ad.context_keys"] = "[accessories, other]",
            ["demo.ad.context_keys.count"] = 2,
            ["demo.ad.count"] = 3,
            ["demo.ad.request_type"] = "TARGETED",
            ["demo.ad.response_type"] = "TARGETED",
        });
        traced.Spans("getAdsByCategory").Select(span => (span.GetTagItem("demo.ad.category"), span.GetTagItem("demo.ad.count")))
            .Should().Equal(("accessories", 3), ("other", 0));
        traced.Spans("getRandomAds").Should().BeEmpty();
    }

    [Theory]
    [InlineData("NOT_TARGETED")]
    [InlineData("TARGETED", "books")]
    public async Task The_span_of_random_ads_records_the_response_type(string requestType, params string[] categories)
    {
        using var traced = new TracedCall();
        await ads.GetAdsAsync(new AdRequest { ContextKeys = { categories } }, traced.Headers, cancellationToken: TestCancellation);

        Tags(traced.Span(GetAds, ActivityKind.Server)).Should().Contain(new Dictionary<string, object?>
        {
            ["demo.ad.count"] = 2,
            ["demo.ad.request_type"] = requestType,
            ["demo.ad.response_type"] = "RANDOM",
        });
        traced.Span("getRandomAds", ActivityKind.Internal).GetTagItem("demo.ad.count").Should().Be(2);
    }

    private static Dictionary<string, object?> Tags(Activity span) => span.TagObjects.ToDictionary();

    private async Task<IEnumerable<string>> ProductsOfferedAsync(params string[] categories)
    {
        var response = await ads.GetAdsAsync(new AdRequest { ContextKeys = { categories } }, cancellationToken: TestCancellation);
        return response.Ads.Select(ad => ad.RedirectUrl["/product/".Length..]);
    }
}
