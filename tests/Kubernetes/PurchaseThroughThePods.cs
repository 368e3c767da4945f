using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>What holds of the pods however they speak with each other. Of two such clusters only one is up at a time.</summary>
[Requires(Part.Kubectl, Part.PostgreSql, Part.Redis)]
[Collection(nameof(PurchaseThroughThePods))]
public abstract class PurchaseThroughThePods(RunningOverlay cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected RunningOverlay Cluster { get; } = cluster;

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

        await Eventually.Holds("what is sold is booked", async _ => await Cluster.Audit() is { Holds: true, Orders: > 0 } audit && audit.Booked == audit.Orders, Patience, Test);
    }

    private async Task<JsonNode> Buy(string trace)
    {
        var userId = Guid.NewGuid().ToString();
        await Eventually.Find("the cart is filled", _ => Ask(() => new(HttpMethod.Post, "/api/cart") { Content = JsonContent.Create(new { item = new { productId = "LS4PSXUNUM", quantity = 1 }, userId }) }), Patience, Test);
        return await Eventually.Find(
            "the order",
            _ => Ask(() =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout?currencyCode=EUR") { Content = JsonContent.Create(Orders.Of(userId)) };
                request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
                request.Headers.Add("Idempotency-Key", userId);
                return request;
            }),
            Patience,
            Test);
    }

    // A pod that has just become ready, on a busy machine, may take its time; who is told to come again does.
    private async Task<JsonNode?> Ask(Func<HttpRequestMessage> ask)
    {
        using var request = ask();
        using var answer = await Cluster.Door.SendAsync(request, Test);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }

        var body = await answer.Content.ReadAsStringAsync(Test);
        answer.IsSuccessStatusCode.Should().BeTrue(body);
        return JsonNode.Parse(body);
    }

    // Read from the Observatory, which speaks Jaeger's language.
    private async Task<IReadOnlyCollection<string>> EdgesOf(string trace)
    {
        using var answer = await Cluster.Observatory.GetAsync($"/jaeger/ui/api/traces/{trace}", Test);
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
