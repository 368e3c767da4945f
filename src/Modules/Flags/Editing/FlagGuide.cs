using System.Collections.Frozen;

namespace AstronomyShop.Modules.Flags.Editing;

/// <summary>The explanation of a flag on the flag page.</summary>
/// <param name="Where">The service that evaluates the flag.</param>
/// <param name="Symptom">What is visible while the flag is on.</param>
internal sealed record FlagGuide(string Where, string Symptom)
{
    private static readonly FrozenDictionary<string, FlagGuide> All = new Dictionary<string, FlagGuide>
    {
        ["adFailure"] = new("ad", "One GetAds span in ten ends with UNAVAILABLE; pages have no ads."),
        ["adHighCpu"] = new("ad", "demo.ad.busy_workers rises from zero; a processor is busy and all responses of the process become slower."),
        ["adManualGc"] = new("ad", "A GetAds span contains a long span 'collect garbage by hand', at most every ten seconds."),
        ["boundaryFaults"] = new("every caller, in the RPC pipeline", "Client spans that match a rule have demo.fault.injected, and are delayed or end with the status of the rule."),
        ["cartFailure"] = new("cart", "That share of the EmptyCart and RemoveItems spans ends with FAILED_PRECONDITION; after a paid order the cart stays full. With 'everyCall', every span of the cart ends so, and pages have no cart count."),
        ["emailMemoryLeak"] = new("email", "SendOrderConfirmation spans have demo.email.kept_bytes, which grows with every order."),
        ["failedReadinessProbe"] = new("cart", "/health/ready returns 503 and names the cart, which continues to serve calls."),
        ["imageSlowLoad"] = new("the browser and frontend-proxy", "Product pictures load late; their ingress spans are seconds long."),
        ["intlShippingSlowdown"] = new("shipping", "ShipOrder spans of orders to other countries are seconds long, and so are their checkout spans."),
        ["kafkaQueueProblems"] = new("checkout and fraud-detection", "One order has many 'orders process' spans, each a second long: the queue grows."),
        ["loadGeneratorFloodHomepage"] = new("load-generator", "Spans user_flood_home request the home page repeatedly; the request rate of frontend rises."),
        ["loadGeneratorTraffic"] = new("load-generator", "When off, the request rate of all services falls to that of real users."),
        ["loadGeneratorVUs"] = new("load-generator", "k6.vus has this value, and the request rate of all services follows it."),
        ["paymentFailure"] = new("payment", "That share of the Charge spans ends with FAILED_PRECONDITION; the orders fail and nothing is charged."),
        ["paymentUnreachable"] = new("checkout", "Charge has a client span of checkout with demo.fault.injected and no server span of payment; orders fail."),
        ["productCatalogFailure"] = new("product-catalog", "GetProduct spans of OLJCESPC7Z end with INTERNAL; all other products work."),
        ["recommendationCacheFailure"] = new("recommendation", "ListRecommendations spans have demo.product.count, which grows, and so does the memory of the process."),
    }.ToFrozenDictionary();

    /// <summary>Null for a flag that the shop does not define.</summary>
    public static FlagGuide? Of(string flag) => All.GetValueOrDefault(flag);
}
