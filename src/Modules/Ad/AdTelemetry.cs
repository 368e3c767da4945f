using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Ad;

internal static class AdTelemetry
{
    public const string Targeted = "TARGETED";
    public const string NotTargeted = "NOT_TARGETED";
    public const string AtRandom = "RANDOM";

    public static readonly TelemetryDefinition ByCategory = TelemetryDefinition.Span("getAdsByCategory", "Looks up the ads of one category.");
    public static readonly TelemetryDefinition Random = TelemetryDefinition.Span("getRandomAds", "Selects random ads because no key was given or none matched.");
    public static readonly TelemetryDefinition CollectingByHand = TelemetryDefinition.Span("collect garbage by hand", "Forced garbage collection by the flag adManualGc.");
    public static readonly TelemetryDefinition Error = TelemetryDefinition.Event("Error", "The request failed; exception.message contains the reason.");

    public static readonly TelemetryDefinition ContextKeys = TelemetryDefinition.Attribute("demo.ad.context_keys", "string", "The context keys of the page, as a printed list.");
    public static readonly TelemetryDefinition ContextKeysCount = TelemetryDefinition.Attribute("demo.ad.context_keys.count", "int", "The number of context keys.");
    public static readonly TelemetryDefinition Category = TelemetryDefinition.Attribute("demo.ad.category", "string", "The category of the ads, or random.");
    public static readonly TelemetryDefinition Count = TelemetryDefinition.Attribute("demo.ad.count", "int", "The number of ads returned.");
    public static readonly TelemetryDefinition RequestType = TelemetryDefinition.Attribute("demo.ad.request_type", "string", "TARGETED when keys were given, otherwise NOT_TARGETED.");
    public static readonly TelemetryDefinition ResponseType = TelemetryDefinition.Attribute("demo.ad.response_type", "string", "TARGETED when a key matched, otherwise RANDOM.");
    public static readonly TelemetryDefinition Collections = TelemetryDefinition.Attribute("demo.ad.collections", "int", "The number of forced garbage collections.");

    public static readonly TelemetryDefinition Requests = TelemetryDefinition.Counter("demo.ad.requests", "{ad_request}", "Ad requests.");
    public static readonly TelemetryDefinition Served = TelemetryDefinition.Counter("demo.ad.served", "{ad}", "Ads returned, by category.");
    public static readonly TelemetryDefinition BusyWorkers = TelemetryDefinition.UpDownCounter("demo.ad.busy_workers", "{worker}", "Busy worker threads of the flag adHighCpu.");
}
