using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Ad;

internal static class AdTelemetry
{
    public const string Targeted = "TARGETED";
    public const string NotTargeted = "NOT_TARGETED";
    public const string AtRandom = "RANDOM";

    public static readonly TelemetryDefinition ByCategory = TelemetryDefinition.Span("getAdsByCategory", "Looking up the ads of one category.");
    public static readonly TelemetryDefinition Random = TelemetryDefinition.Span("getRandomAds", "Drawing ads because none were asked for or none matched.");
    public static readonly TelemetryDefinition CollectingByHand = TelemetryDefinition.Span("collect garbage by hand", "The flag adManualGc at work.");
    public static readonly TelemetryDefinition Error = TelemetryDefinition.Event("Error", "No ads were given; exception.message says why.");

    public static readonly TelemetryDefinition ContextKeys = TelemetryDefinition.Attribute("demo.ad.context_keys", "string", "What the page is about, as a printed list.");
    public static readonly TelemetryDefinition ContextKeysCount = TelemetryDefinition.Attribute("demo.ad.context_keys.count", "int", "How many keys were given.");
    public static readonly TelemetryDefinition Category = TelemetryDefinition.Attribute("demo.ad.category", "string", "The category whose ads were looked up, or random.");
    public static readonly TelemetryDefinition Count = TelemetryDefinition.Attribute("demo.ad.count", "int", "How many ads came of it.");
    public static readonly TelemetryDefinition RequestType = TelemetryDefinition.Attribute("demo.ad.request_type", "string", "TARGETED when keys were given, else NOT_TARGETED.");
    public static readonly TelemetryDefinition ResponseType = TelemetryDefinition.Attribute("demo.ad.response_type", "string", "TARGETED when a key matched, else RANDOM.");
    public static readonly TelemetryDefinition Collections = TelemetryDefinition.Attribute("demo.ad.collections", "int", "How often garbage was collected by hand.");

    public static readonly TelemetryDefinition Requests = TelemetryDefinition.Counter("demo.ad.requests", "{ad_request}", "Requests for ads.");
    public static readonly TelemetryDefinition Served = TelemetryDefinition.Counter("demo.ad.served", "{ad}", "Ads shown, by category.");
    public static readonly TelemetryDefinition BusyWorkers = TelemetryDefinition.UpDownCounter("demo.ad.busy_workers", "{worker}", "Workers of the flag adHighCpu that compute nothing.");
}
