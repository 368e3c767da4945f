using AstronomyShop.Tests.Traces;

namespace AstronomyShop.Tests.Incidents;

/// <summary>One problem of <c>docs/incidents.md</c>: how it is turned on and off, what somebody does meanwhile, and what is seen of it.</summary>
/// <param name="Name">The flag, and the variant where one flag has several problems.</param>
/// <param name="On">Flags and variants.</param>
/// <param name="Off">The same back again.</param>
/// <param name="Do">What somebody does in the shop.</param>
/// <param name="Sees">Whether the symptom is in what was heard since a moment; null while it cannot be said.</param>
internal sealed record Incident(
    string Name, (string Flag, string Variant)[] On, (string Flag, string Variant)[] Off, Func<OpenShop, Task> Do, Func<OpenShop, DateTimeOffset, Task<bool?>> Sees)
{
    private const string Explorascope = "OLJCESPC7Z";
    private const string Injected = "demo.fault.injected";
    private const string RpcStatus = "rpc.response.status_code";

    private static readonly (string, string)[] NobodyShops = [("loadGeneratorTraffic", "off"), ("loadGeneratorVUs", "5"), ("loadGeneratorFloodHomepage", "off")];

    public static IReadOnlyList<Incident> All { get; } =
    [
        Of("adFailure", "on", shop => Often(15, () => shop.Get("/api/data?contextKeys=telescopes")), Served("ad", "GetAds"), Status("UNAVAILABLE")),
        new("adHighCpu", [("adHighCpu", "on")], [("adHighCpu", "off")], shop => shop.Get("/api/data?contextKeys=telescopes"), BusyWorkers),
        Of("adManualGc", "on", shop => shop.Get("/api/data?contextKeys=telescopes"), span => span.Service == "ad", span => span.Span.Name == "collect garbage by hand"),
        Of("boundaryFaults", "flakyCurrency", shop => shop.Get("/api/products?currencyCode=EUR"), Called("frontend", "Convert"), Has(Injected)),
        Of("boundaryFaults", "chargedButNotTold", shop => Often(3, shop.Buy), Called("checkout", "Charge"), Has(Injected)),
        Of("cartFailure", "100%", shop => shop.Get("/api/cart?sessionId=3f0d1c52-9d64-4a5e-8f64-1f2a3b4c5d6e"), Served("cart", "GetCart"), Status("FAILED_PRECONDITION")),
        Of("emailMemoryLeak", "100x", shop => shop.Buy(), Served("email", "SendOrderConfirmation"), Has("demo.email.kept_bytes")),
        new("failedReadinessProbe", [("failedReadinessProbe", "on")], [("failedReadinessProbe", "off")], _ => Task.CompletedTask, async (shop, _) => !await shop.IsReady("cart")),
        Of("imageSlowLoad", "5sec", shop => shop.Get("/images/products/SolarFilter.jpg", "x-envoy-fault-delay-request", "700"),
            span => span.Service == "frontend-proxy" && Text(span, "url.path") == "/images/products/SolarFilter.jpg", Lasts(TimeSpan.FromSeconds(0.69))),
        Of("intlShippingSlowdown", "5sec", shop => shop.Buy(), Served("shipping", "ShipOrder"), Lasts(TimeSpan.FromSeconds(4.9))),
        Of("kafkaQueueProblems", "on", shop => shop.Buy(), span => span is { Service: "fraud-detection", Span.Name: "orders process" }, Lasts(TimeSpan.FromSeconds(0.9))),
        new("loadGeneratorVUs", [("loadGeneratorTraffic", "on"), ("loadGeneratorVUs", "10")], NobodyShops, shop => shop.Get("/"), Spans(Anything, Customer("user_"))),
        new("loadGeneratorFloodHomepage", [("loadGeneratorTraffic", "on"), ("loadGeneratorVUs", "10"), ("loadGeneratorFloodHomepage", "on")], NobodyShops,
            shop => shop.Get("/"), Spans(Anything, Customer("user_flood_home"))),
        Of("paymentFailure", "100%", shop => shop.Buy(), Served("payment", "Charge"), Status("FAILED_PRECONDITION")),
        Of("paymentUnreachable", "on", shop => shop.Buy(), Called("checkout", "Charge"), span => Text(span, Injected) == "paymentUnreachable"),
        Of("productCatalogFailure", "on", shop => shop.Get($"/api/products/{Explorascope}"), Served("product-catalog", "GetProduct"), Status("INTERNAL")),
        Of("recommendationCacheFailure", "on", shop => shop.Get($"/api/recommendations?productIds={Explorascope}"), span => span.Service == "recommendation",
            Has("demo.recommendation.cache_hit")),
    ];

    public override string ToString() => Name;

    private static Incident Of(string flag, string variant, Func<OpenShop, Task> act, Func<HeardSpan, bool> where, Func<HeardSpan, bool> symptom) =>
        new(variant is "on" or "100%" ? flag : $"{flag} {variant}", [(flag, variant)], [(flag, "off")], act, Spans(where, symptom));

    private static Func<OpenShop, DateTimeOffset, Task<bool?>> Spans(Func<HeardSpan, bool> where, Func<HeardSpan, bool> symptom) => (shop, since) =>
    {
        var after = (ulong)since.ToUnixTimeMilliseconds() * 1_000_000;
        HeardSpan[] spans = [.. shop.Heard.Spans.Where(span => span.Span.StartTimeUnixNano >= after && where(span))];
        return Task.FromResult<bool?>(spans.Length == 0 ? null : spans.Any(symptom));
    };

    private static Task<bool?> BusyWorkers(OpenShop shop, DateTimeOffset since)
    {
        var after = (ulong)since.ToUnixTimeMilliseconds() * 1_000_000;
        var latest = shop.Heard.Metrics.Where(metric => metric.Metric.Name == "demo.ad.busy_workers").SelectMany(metric => metric.Metric.Sum.DataPoints)
            .LastOrDefault(point => point.TimeUnixNano >= after);

        // Workers that never worked are not reported; that the module runs is, each time.
        var reported = shop.Heard.Metrics.Where(metric => metric is { Service: "ad", Metric.Name: "process.uptime" })
            .Any(metric => metric.Metric.Gauge.DataPoints.Any(point => point.TimeUnixNano >= after));
        return Task.FromResult<bool?>(latest is not null ? latest.AsInt > 0 : reported ? false : null);
    }

    private static bool Anything(HeardSpan span) => span.Service is "frontend-proxy" or "load-generator";

    private static Func<HeardSpan, bool> Customer(string errand) =>
        span => span.Service == "load-generator" && span.Span.Name.StartsWith(errand, StringComparison.Ordinal);

    private static Func<HeardSpan, bool> Served(string service, string rpc) =>
        span => span.Service == service && span.Span.Kind == Contracts.Otlp.Span.Types.SpanKind.Server && span.Span.Name.EndsWith($"/{rpc}", StringComparison.Ordinal);

    private static Func<HeardSpan, bool> Called(string service, string rpc) =>
        span => span.Service == service && span.Span.Kind == Contracts.Otlp.Span.Types.SpanKind.Client && span.Span.Name.EndsWith($"/{rpc}", StringComparison.Ordinal);

    private static Func<HeardSpan, bool> Status(string code) => span => Text(span, RpcStatus) == code;

    private static Func<HeardSpan, bool> Has(string attribute) => span => span.Span.Attributes.Any(pair => pair.Key == attribute);

    private static Func<HeardSpan, bool> Lasts(TimeSpan time) =>
        span => span.Span.EndTimeUnixNano - span.Span.StartTimeUnixNano >= (ulong)time.TotalMilliseconds * 1_000_000;

    private static string? Text(HeardSpan span, string attribute) => span.Span.Attributes.FirstOrDefault(pair => pair.Key == attribute)?.Value.StringValue;

    private static async Task Often(int times, Func<Task> act)
    {
        for (var time = 0; time < times; time++)
        {
            await act();
        }
    }
}

/// <summary>Every incident, by name.</summary>
public sealed class EveryIncident : TheoryData<string>
{
    public EveryIncident() => AddRange(Incident.All.Select(incident => incident.Name).ToArray());
}
