using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Modules.Recommendation;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Recommendation;

public sealed class RecommendationGrpcServiceTests : IAsyncLifetime
{
    private static readonly string[] Everything =
    [
        "0PUK6V6EV0", "1YMWWN1N4O", "2ZYFJ3GM2N", "66VCHSJNUP", "6E92ZMYYFZ", "9SIQT8TOJO", "HQTGWGPNH4", "L9ECAV7KIM", "LS4PSXUNUM", "OLJCESPC7Z",
    ];

    private ShopUnderTest shop = null!;
    private RecommendationService.RecommendationServiceClient recommendations = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync([new CatalogModule(), new RecommendationModule()]);
        recommendations = shop.Client(channel => new RecommendationService.RecommendationServiceClient(channel));
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task Five_different_products_are_recommended_and_none_of_those_requested()
    {
        for (var visit = 0; visit < 50; visit++)
        {
            (await RecommendedAsync("0PUK6V6EV0", "LS4PSXUNUM")).Should().HaveCount(5).And.OnlyHaveUniqueItems()
                .And.BeSubsetOf(Everything.Except(["0PUK6V6EV0", "LS4PSXUNUM"]));
        }
    }

    [Fact]
    public async Task Every_product_is_recommended_eventually()
    {
        var seen = new HashSet<string>();
        for (var visit = 0; visit < 100; visit++)
        {
            seen.UnionWith(await RecommendedAsync());
        }

        seen.Should().BeEquivalentTo(Everything);
    }

    [Fact]
    public async Task When_fewer_than_five_are_left_all_of_them_are_recommended() =>
        (await RecommendedAsync(Everything[..7])).Should().BeEquivalentTo(Everything[7..]);

    [Fact]
    public async Task The_list_format_of_the_public_storefront_is_accepted() =>
        (await RecommendedAsync([.. string.Join(',', Everything[..7]).Select(letter => letter.ToString())])).Should().BeEquivalentTo(Everything[7..]);

    [Fact]
    public async Task Unknown_products_are_ignored() =>
        (await RecommendedAsync([.. Everything[..5], "NOSUCHTHNG", "8UNKNOWN8"])).Should().BeEquivalentTo(Everything[5..]);

    [Fact]
    public async Task A_user_who_has_seen_every_product_gets_no_recommendation() =>
        (await RecommendedAsync(Everything)).Should().BeEmpty();

    [Fact]
    public async Task Without_a_catalog_recommendations_are_unavailable()
    {
        await using var closed = await ShopUnderTest.StartAsync([new FailingCatalogModule(), new RecommendationModule()]);
        var client = closed.Client(channel => new RecommendationService.RecommendationServiceClient(channel));
        var call = async () => await client.ListRecommendationsAsync(new ListRecommendationsRequest(), cancellationToken: TestCancellation);

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unavailable);
    }

    [Fact]
    public async Task The_spans_record_the_candidates_and_the_recommended_products()
    {
        using var traced = new TracedCall();
        var response = await recommendations.ListRecommendationsAsync(
            new ListRecommendationsRequest { ProductIds = { Everything[..2] } }, traced.Headers, cancellationToken: TestCancellation);

        var served = traced.Span("oteldemo.RecommendationService/ListRecommendations", ActivityKind.Server);
        served.GetTagItem("demo.product.recommended.count").Should().Be(5);
        var choosing = traced.Span("get_product_list", ActivityKind.Internal);
        choosing.ParentSpanId.Should().Be(served.SpanId);
        choosing.GetTagItem("demo.product.count").Should().Be(10);
        choosing.GetTagItem("demo.product.filtered.count").Should().Be(8);
        choosing.GetTagItem("demo.product.filtered.list").Should().BeEquivalentTo(response.ProductIds);
        traced.Span("oteldemo.ProductCatalogService/ListProducts", ActivityKind.Client).ParentSpanId.Should().Be(choosing.SpanId);
    }

    private async Task<IEnumerable<string>> RecommendedAsync(params string[] seen)
    {
        var request = new ListRecommendationsRequest { UserId = "f1d9bc1c-8b2e-4c7a-9a55-6d6d1e2f3a4b", ProductIds = { seen } };
        return (await recommendations.ListRecommendationsAsync(request, cancellationToken: TestCancellation)).ProductIds;
    }
}
