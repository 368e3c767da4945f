using AstronomyShop.Tests.Traces;

namespace AstronomyShop.Tests.Incidents;

/// <summary>One problem of <c>docs/incidents.md</c>: how it is turned on and off, which requests trigger it, and which symptom is observed.</summary>
/// <param name="Name">The flag, and the variant where one flag has several problems.</param>
/// <param name="On">The flags and the variants that turn it on.</param>
/// <param name="Off">The flags and the variants that turn it off.</param>
/// <param name="Do">The requests that trigger the problem.</param>
/// <param name="Sees">Whether the symptom was observed since a point in time; null while there is not enough telemetry to decide.</param>
/// <param name="Symptom">Whether a span has the symptom; null if the symptom does not appear in spans.</param>
internal sealed record Incident(
    string Name, (string Flag, string Variant)[] On, (string Flag, string Variant)[] Off, Func<IncidentShop, Task> Do, Func<IncidentShop, DateTimeOffset, Task<bool?>> Sees,
    Func<RecordedSpan, bool>? Symptom = null)
{
    private const string Explorascope = "OLJCESPC7Z";
    private const string Injected = "demo.fault.injected";
    private const string RpcStatus = "rpc.response.status_code";

    private static readonly (string, string)[] LoadOff = [("loadGeneratorTraffic", "off"), ("loadGeneratorVUs", "5"), ("loadGeneratorFloodHomepage", "off")];

    public static IReadOnlyList<Incident> All { get; } =
    [
        Of("adFailure", "on", shop => OftenAsync(15, () => shop.GetAsync("/api/data?contextKeys=telescopes")), Served("ad", "GetAds"), Status("UNAVAILABLE")),
        new("adHighCpu", [("adHighCpu", "on")], [("adHighCpu", "off")], shop => shop.GetAsync("/api/data?contextKeys=telescopes"), BusyWorkersAsync),
        Of("adManualGc", "on", shop => shop.GetAsync("/api/data?contextKeys=telescopes"), span => span.Service == "ad", span => span.Span.Name == "collect garbage by hand"),
        Of("boundaryFaults", "flakyCurrency", shop => OftenAsync(12, () => shop.GetAsync("/api/products/LS4PSXUNUM?currencyCode=EUR")), Called("frontend", "Convert"), Has(Injected)),
        Of("boundaryFaults", "chargedButNotTold", shop => OftenAsync(3, shop.BuyAsync), Called("checkout", "Charge"), Has(Injected)),
        Of("cartFailure", "100%", shop => shop.BuyAsync(), Served("cart", "RemoveItems"), Status("FAILED_PRECONDITION")),
        Of("emailMemoryLeak", "100x", shop => shop.BuyAsync(), Served("email", "SendOrderConfirmation"), Has("demo.email.kept_bytes")),
        new("failedReadinessProbe", [("failedReadinessProbe", "on")], [("failedReadinessProbe", "off")], _ => Task.CompletedTask, async (shop, _) => !await shop.IsReadyAsync("cart")),
        Of("imageSlowLoad", "5sec", shop => shop.GetAsync("/images/products/SolarFilter.jpg", "x-envoy-fault-delay-request", "700"),
            span => span.Service == "frontend-proxy" && Text(span, "url.path") == "/images/products/SolarFilter.jpg", Lasts(TimeSpan.FromSeconds(0.69))),
        Of("intlShippingSlowdown", "5sec", shop => shop.BuyAsync(), Served("shipping", "ShipOrder"), Lasts(TimeSpan.FromSeconds(4.9))),
        Of("kafkaQueueProblems", "on", shop => shop.BuyAsync(), span => span is { Service: "fraud-detection", Span.Name: "orders process" }, Lasts(TimeSpan.FromSeconds(0.9))),
        new("loadGeneratorVUs", [("loadGeneratorTraffic", "on"), ("loadGeneratorVUs", "10")], LoadOff, shop => shop.GetAsync("/"), Spans(Anything, Customer("user_")), Customer("user_")),
        new("loadGeneratorFloodHomepage", [("loadGeneratorTraffic", "on"), ("loadGeneratorVUs", "10"), ("loadGeneratorFloodHomepage", "on")], LoadOff,
            shop => shop.GetAsync("/"), Spans(Anything, Customer("user_flood_home")), Customer("user_flood_home")),
        Of("paymentFailure", "100%", shop => shop.BuyAsync(), Served("payment", "Charge"), Status("FAILED_PRECONDITION")),
        Of("paymentUnreachable", "on", shop => shop.BuyAsync(), Called("checkout", "Charge"), span => Text(span, Injected) == "paymentUnreachable"),
        Of("productCatalogFailure", "on", shop => shop.GetAsync($"/api/products/{Explorascope}"), Served("product-catalog", "GetProduct"), Status("INTERNAL")),
        Of("recommendationCacheFailure", "on", shop => shop.GetAsync($"/api/recommendations?productIds={Explorascope}"), span => span.Service == "recommendation",
            Has("demo.recommendation.cache_hit")),
    ];

    public override string ToString() => Name;

    private static Incident Of(string flag, string variant, Func<IncidentShop, Task> act, Func<RecordedSpan, bool> where, Func<RecordedSpan, bool> symptom) =>
        new(variant is "on" or "100%" ? flag : $"{flag} {variant}", [(flag, variant)], [(flag, "off")], act, Spans(where, symptom), span => where(span) && symptom(span));

    private static Func<IncidentShop, DateTimeOffset, Task<bool?>> Spans(Func<RecordedSpan, bool> where, Func<RecordedSpan, bool> symptom) => (shop, since) =>
    {
        var after = (ulong)since.ToUnixTimeMilliseconds() * 1_000_000;
        RecordedSpan[] spans = [.. shop.Collector.Spans.Where(span => span.Span.StartTimeUnixNano >= after && where(span))];
        return Task.FromResult<bool?>(spans.Length == 0 ? null : spans.Any(symptom));
    };

    private static Task<bool?> BusyWorkersAsync(IncidentShop shop, DateTimeOffset since)
    {
        var after = (ulong)since.ToUnixTimeMilliseconds() * 1_000_000;
        var latest = shop.Collector.Metrics.Where(metric => metric.Metric.Name == "demo.ad.busy_workers").SelectMany(metric => metric.Metric.Sum.DataPoints)
            .LastOrDefault(point => point.TimeUnixNano >= after);

        // The metric is not exported before a worker has run. The uptime is in every export and shows that the module is running.
        var reported = shop.Collector.Metrics.Where(metric => metric is { Service: "ad", Metric.Name: "process.uptime" })
            .Any(metric => metric.Metric.Gauge.DataPoints.Any(point => point.TimeUnixNano >= after));
        return Task.FromResult<bool?>(latest is not null ? latest.AsInt > 0 : reported ? false : null);
    }

    private static bool Anything(RecordedSpan span) => span.Service is "frontend-proxy" or "load-generator";

    private static Func<RecordedSpan, bool> Customer(string errand) =>
        span => span.Service == "load-generator" && span.Span.Name.StartsWith(errand, StringComparison.Ordinal);

    private static Func<RecordedSpan, bool> Served(string service, string rpc) =>
        span => span.Service == service && span.Span.Kind == Contracts.Otlp.Span.Types.SpanKind.Server && span.Span.Name.EndsWith($"/{rpc}", StringComparison.Ordinal);

    private static Func<RecordedSpan, bool> Called(string service, string rpc) =>
        span => span.Service == service && span.Span.Kind == Contracts.Otlp.Span.Types.SpanKind.Client && span.Span.Name.EndsWith($"/{rpc}", StringComparison.Ordinal);

    private static Func<RecordedSpan, bool> Status(string code) => span => Text(span, RpcStatus) == code;

    private static Func<RecordedSpan, bool> Has(string attribute) => span => span.Span.Attributes.Any(pair => pair.Key == attribute);

    private static Func<RecordedSpan, bool> Lasts(TimeSpan time) =>
        span => span.Span.EndTimeUnixNano - span.Span.StartTimeUnixNano >= (ulong)time.TotalMilliseconds * 1_000_000;

    private static string? Text(RecordedSpan span, string attribute) => span.Span.Attributes.FirstOrDefault(pair => pair.Key == attribute)?.Value.StringValue;

    private static async Task OftenAsync(int times, Func<Task> act)
    {
        for (var time = 0; time < times; time++)
        {
            await act();
        }
    }
}

/// <summary>Every incident, by name.</summary>
public sealed class IncidentNames : TheoryData<string>
{
    public IncidentNames() => AddRange(Incident.All.Select(incident => incident.Name).ToArray());
}
