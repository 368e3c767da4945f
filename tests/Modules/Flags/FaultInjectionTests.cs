using System.Diagnostics;
using System.Text.Json.Nodes;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Modules.Flags;
using AstronomyShop.Modules.Recommendation;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Flags;

/// <summary>The flag <c>boundaryFaults</c>, on a call from recommendation to the catalogue; in one process and in two.</summary>
public sealed class FaultInjectionTests
{
    private const string Rpc = "oteldemo.ProductCatalogService/ListProducts";

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"service":"product-catalog","status":"RESOURCE_EXHAUSTED","detail":"sold out"}""", StatusCode.ResourceExhausted)]
    [InlineData("""{"caller":"recom*","rpc":"*/ListProducts","status":"INTERNAL"}""", StatusCode.Internal)]
    [InlineData("""{"service":"product-catalog","delayMs":60000}""", StatusCode.DeadlineExceeded)]
    [InlineData("""{"service":"product-catalog","status":"UNAVAILABLE","after":true}""", StatusCode.Unavailable)]
    public async Task A_matching_rule_sets_the_status_that_the_caller_receives(string rule, StatusCode received)
    {
        // Shorter than the deadline of the client, which would otherwise cancel the inner call at the moment at which the inner deadline expires.
        await using var flags = await FlagShop.StartAsync([("Shop:Calls:Deadline", "00:00:01")], new CatalogModule(), new RecommendationModule());
        await TurnOnAsync(flags, rule);
        using var traced = new TracedCall();

        await Assert.ThrowsAsync<RpcException>(() => Ask(flags.Shop, traced).ResponseAsync);

        var call = traced.Span(Rpc, ActivityKind.Client);
        call.GetTagItem("rpc.response.status_code").Should().Be(Name(received));
        call.GetTagItem("demo.fault.injected").Should().NotBeNull();
        traced.Spans(Rpc).Count(span => span.Kind == ActivityKind.Server).Should().Be(rule.Contains("after", StringComparison.Ordinal) ? 1 : 0);

        await flags.SetFlagAsync("boundaryFaults", "off");
        (await Ask(flags.Shop, traced)).ProductIds.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("""{"service":"cart","status":"INTERNAL"}""")]
    [InlineData("""{"caller":"checkout","status":"INTERNAL"}""")]
    [InlineData("""{"rpc":"*/GetProduct","status":"INTERNAL"}""")]
    [InlineData("""{"share":0,"status":"INTERNAL"}""")]
    public async Task A_rule_that_does_not_match_has_no_effect(string rule)
    {
        await using var flags = await FlagShop.StartAsync(new CatalogModule(), new RecommendationModule());
        await TurnOnAsync(flags, rule);
        using var traced = new TracedCall();

        (await Ask(flags.Shop, traced)).ProductIds.Should().NotBeEmpty();

        traced.Span(Rpc, ActivityKind.Client).GetTagItem("demo.fault.injected").Should().BeNull();
    }

    [Fact]
    public async Task A_delay_rule_delays_the_call_and_lets_it_succeed()
    {
        await using var flags = await FlagShop.StartAsync(new CatalogModule(), new RecommendationModule());
        await TurnOnAsync(flags, """{"service":"product-catalog","delayMs":[300,400]}""");
        using var traced = new TracedCall();

        (await Ask(flags.Shop, traced)).ProductIds.Should().NotBeEmpty();

        traced.Span(Rpc, ActivityKind.Client).Duration.Should().BeGreaterThan(TimeSpan.FromMilliseconds(290));
    }

    [Fact]
    public async Task Rules_have_the_same_effect_between_two_processes()
    {
        await using var flags = await FlagShop.StartAsync(new CatalogModule());
        await TurnOnAsync(flags, """{"service":"product-catalog","status":"ABORTED"}""");
        var observer = new FlagObserverModule();
        await using var other = await ShopUnderTest.StartAsync(
            [new FlagsModule(), new CatalogModule(), new RecommendationModule(), observer],
            [
                ("Shop:Run", "Recommendation,Onlooker"),
                ("Modules:Flags:Address", flags.Shop.GrpcAddress.ToString()),
                ("Modules:Catalog:Address", flags.Shop.GrpcAddress.ToString()),
            ]);
        await observer.Store.WaitForChangeAsync(null, TestCancellation).WaitAsync(TimeSpan.FromSeconds(10), TestCancellation);
        using var traced = new TracedCall();

        await Assert.ThrowsAsync<RpcException>(() => Ask(other, traced).ResponseAsync);

        traced.Span(Rpc, ActivityKind.Client).GetTagItem("rpc.response.status_code").Should().Be("ABORTED");
    }

    private static AsyncUnaryCall<ListRecommendationsResponse> Ask(ShopUnderTest shop, TracedCall traced) =>
        shop.Client(channel => new RecommendationService.RecommendationServiceClient(channel))
            .ListRecommendationsAsync(new(), traced.Headers, DateTime.UtcNow.AddSeconds(60), TestCancellation);

    private static Task TurnOnAsync(FlagShop flags, string rule) => flags.SetFlagAsync("boundaryFaults", "mine", document =>
    {
        document["flags"]!["boundaryFaults"]!["variants"]!["mine"] = new JsonObject { ["rules"] = new JsonArray(JsonNode.Parse(rule)) };
        return document;
    });

    private static string Name(StatusCode code) => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(code.ToString());
}
