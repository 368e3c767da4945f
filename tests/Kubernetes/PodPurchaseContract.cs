using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>Tests of the pods that do not depend on how the pods communicate. Only one such cluster runs at a time.</summary>
[Requires(Part.Kubectl, Part.PostgreSql, Part.Redis)]
[Collection(nameof(PodPurchaseContract))]
public abstract class PodPurchaseContract(RunningOverlayFixture cluster)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    protected RunningOverlayFixture Cluster { get; } = cluster;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_purchase_uses_only_the_edges_of_the_call_table()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        var order = await BuyAsync(trace);

        order["shippingTrackingId"]!.GetValue<string>().Should().NotBeEmpty();
        string[] expected =
        [
            "checkout → accounting", "checkout → cart", "checkout → currency", "checkout → email", "checkout → fraud-detection", "checkout → payment",
            "checkout → product-catalog", "checkout → shipping", "frontend → checkout", "frontend → currency", "frontend → product-catalog", "frontend-proxy → frontend", "shipping → quote",
        ];
        IReadOnlyCollection<string> seen = [];
        await Eventually.HoldsAsync("the trace is complete", async _ => expected.All((seen = await EdgesOfAsync(trace)).Contains), Timeout, TestCancellation);
        seen.Should().BeEquivalentTo(expected, "no other edge is used");
    }

    [Fact]
    public async Task The_audit_over_all_pods_holds()
    {
        await BuyAsync(ActivityTraceId.CreateRandom().ToHexString());

        await Eventually.HoldsAsync("all orders are booked", async _ => await Cluster.AuditAsync() is { Holds: true, Orders: > 0 } audit && audit.Booked == audit.Orders, Timeout, TestCancellation);
    }

    private async Task<JsonNode> BuyAsync(string trace)
    {
        var userId = Guid.NewGuid().ToString();
        await Eventually.FindAsync("the cart is filled", _ => AskAsync(() => new(HttpMethod.Post, "/api/cart") { Content = JsonContent.Create(new { item = new { productId = "LS4PSXUNUM", quantity = 1 }, userId }) }), Timeout, TestCancellation);
        return await Eventually.FindAsync(
            "the order is placed",
            _ => AskAsync(() =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout?currencyCode=EUR") { Content = JsonContent.Create(OrderRequests.For(userId)) };
                request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
                request.Headers.Add("Idempotency-Key", userId);
                return request;
            }),
            Timeout,
            TestCancellation);
    }

    // On a busy machine, a pod that has just become ready may be slow. A request that is answered with 503 is repeated.
    private async Task<JsonNode?> AskAsync(Func<HttpRequestMessage> ask)
    {
        using var request = ask();
        using var response = await Cluster.Web.SendAsync(request, TestCancellation);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }

        var body = await response.Content.ReadAsStringAsync(TestCancellation);
        response.IsSuccessStatusCode.Should().BeTrue(body);
        return JsonNode.Parse(body);
    }

    // Read from the Jaeger API of the Observatory.
    private async Task<IReadOnlyCollection<string>> EdgesOfAsync(string trace)
    {
        using var response = await Cluster.Observatory.GetAsync($"/jaeger/ui/api/traces/{trace}", TestCancellation);
        if (!response.IsSuccessStatusCode || (await response.Content.ReadFromJsonAsync<JsonNode>(TestCancellation))!["data"] is not JsonArray { Count: > 0 } data)
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
