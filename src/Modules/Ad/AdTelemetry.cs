using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Ad;

internal static class AdTelemetry
{
    public const string Targeted = "TARGETED";
    public const string NotTargeted = "NOT_TARGETED";
    public const string AtRandom = "RANDOM";

    public static readonly Emitted ByCategory = Emitted.Span("getAdsByCategory", "Looking up the ads of one category.");
    public static readonly Emitted Random = Emitted.Span("getRandomAds", "Drawing ads because none were asked for or none matched.");
    public static readonly Emitted CollectingByHand = Emitted.Span("collect garbage by hand", "The flag adManualGc at work.");
    public static readonly Emitted Error = Emitted.Event("Error", "No ads were given; exception.message says why.");

    public static readonly Emitted ContextKeys = Emitted.Attribute("demo.ad.context_keys", "string", "What the page is about, as a printed list.");
    public static readonly Emitted ContextKeysCount = Emitted.Attribute("demo.ad.context_keys.count", "int", "How many keys were given.");
    public static readonly Emitted Category = Emitted.Attribute("demo.ad.category", "string", "The category whose ads were looked up, or random.");
    public static readonly Emitted Count = Emitted.Attribute("demo.ad.count", "int", "How many ads came of it.");
    public static readonly Emitted RequestType = Emitted.Attribute("demo.ad.request_type", "string", "TARGETED when keys were given, else NOT_TARGETED.");
    public static readonly Emitted ResponseType = Emitted.Attribute("demo.ad.response_type", "string", "TARGETED when a key matched, else RANDOM.");
    public static readonly Emitted Collections = Emitted.Attribute("demo.ad.collections", "int", "How often garbage was collected by hand.");

    public static readonly Emitted Requests = Emitted.Counter("demo.ad.requests", "{ad_request}", "Requests for ads.");
    public static readonly Emitted Served = Emitted.Counter("demo.ad.served", "{ad}", "Ads shown, by category.");
    public static readonly Emitted BusyWorkers = Emitted.UpDownCounter("demo.ad.busy_workers", "{worker}", "Workers of the flag adHighCpu that compute nothing.");
}
