using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>The rendered manifests make a shop: each pod starts with what they say, and a purchase goes through all of them.</summary>
public sealed class TheManifestsAreRun(RunningOverlay cluster) : IClassFixture<RunningOverlay>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task And_a_purchase_goes_the_ways_of_the_call_table()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        var order = await Buy(trace);

        order["shippingTrackingId"]!.GetValue<string>().Should().NotBeEmpty();
        string[] expected =
        [
            "checkout → accounting", "checkout → cart", "checkout → currency", "checkout → email", "checkout → fraud-detection", "checkout → payment",
            "checkout → product-catalog", "checkout → shipping", "frontend → checkout", "frontend → currency", "frontend → product-catalog", "frontend-proxy → frontend", "shipping → quote",
        ];
        IReadOnlyCollection<string> seen = [];
        await Eventually.Holds("the whole trace is told", async _ => expected.All((seen = await EdgesOf(trace)).Contains), Patience, Test);
        seen.Should().BeEquivalentTo(expected, "nobody else is called");
    }

    [Fact]
    public async Task And_the_money_is_right_over_all_pods()
    {
        await Buy(ActivityTraceId.CreateRandom().ToHexString());

        await Eventually.Holds("what is sold is booked", async _ => await cluster.Audit() is { Holds: true, Orders: > 0 } audit && audit.Booked == audit.Orders, Patience, Test);
    }

    [Fact]
    public async Task And_played_customers_come_by_themselves() =>
        await Eventually.Holds("a customer has been seen at the door", async _ => await HasVisitors(), Patience, Test);

    [Fact]
    public async Task And_pictures_and_flags_are_behind_the_same_door()
    {
        (await cluster.Door.GetAsync("/images/products/LensCleaningKit.jpg", Test)).IsSuccessStatusCode.Should().BeTrue();
        ((int)(await cluster.Door.GetAsync("/feature/api/read", Test)).StatusCode).Should().Be(401, "the flags' token is asked for");
    }

    private async Task<bool> HasVisitors()
    {
        var traces = await cluster.Observatory.GetFromJsonAsync<JsonNode>("/jaeger/ui/api/traces?service=load-generator&limit=20", Test);
        return traces!["data"]!.AsArray().Any(trace => trace!["processes"]!.ToJsonString().Contains("\"frontend-proxy\"", StringComparison.Ordinal));
    }

    private async Task<JsonNode> Buy(string trace)
    {
        var userId = Guid.NewGuid().ToString();
        (await cluster.Door.PostAsJsonAsync("/api/cart", new { item = new { productId = "LS4PSXUNUM", quantity = 1 }, userId }, Test)).EnsureSuccessStatusCode();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout?currencyCode=EUR");
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        request.Content = JsonContent.Create(Orders.Of(userId));
        using var answer = await cluster.Door.SendAsync(request, Test);
        var body = await answer.Content.ReadAsStringAsync(Test);
        answer.IsSuccessStatusCode.Should().BeTrue(body);
        return JsonNode.Parse(body)!;
    }

    // Read from the Observatory, which speaks Jaeger's language.
    private async Task<IReadOnlyCollection<string>> EdgesOf(string trace)
    {
        using var answer = await cluster.Observatory.GetAsync($"/jaeger/ui/api/traces/{trace}", Test);
        if (!answer.IsSuccessStatusCode || (await answer.Content.ReadFromJsonAsync<JsonNode>(Test))!["data"] is not JsonArray { Count: > 0 } data)
        {
            return [];
        }

        var services = data[0]!["processes"]!.AsObject().ToDictionary(one => one.Key, one => one.Value!["serviceName"]!.GetValue<string>());
        var spans = data[0]!["spans"]!.AsArray().ToDictionary(span => span!["spanID"]!.GetValue<string>(), span => span!);
        return
        [
            .. from span in spans.Values
               from parent in span["references"]!.AsArray()
               where spans.ContainsKey(parent!["spanID"]!.GetValue<string>())
               let caller = services[spans[parent["spanID"]!.GetValue<string>()]["processID"]!.GetValue<string>()]
               let callee = services[span["processID"]!.GetValue<string>()]
               where caller != callee
               select $"{caller} → {callee}" into edge
               group edge by edge into edges
               select edges.Key,
        ];
    }
}
