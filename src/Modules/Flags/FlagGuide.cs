using System.Collections.Frozen;

namespace AstronomyShop.Modules.Flags;

/// <summary>What there is to learn from a flag of the shop.</summary>
/// <param name="Where">Who evaluates it.</param>
/// <param name="Symptom">What is seen while it is on.</param>
internal sealed record FlagGuide(string Where, string Symptom)
{
    private static readonly FrozenDictionary<string, FlagGuide> All = new Dictionary<string, FlagGuide>
    {
        ["adFailure"] = new("ad", "One GetAds span in ten ends as UNAVAILABLE; pages come without ads."),
        ["adHighCpu"] = new("ad", "demo.ad.busy_workers rises from zero; a processor is busy and all answers of the process get slower."),
        ["adManualGc"] = new("ad", "A GetAds span holds a long span 'collect garbage by hand', at most every ten seconds."),
        ["boundaryFaults"] = new("every caller, on the seam", "Client spans that match a rule carry demo.fault.injected, and come late or end with the rule's status."),
        ["cartFailure"] = new("cart", "That share of the cart's spans ends as FAILED_PRECONDITION; carts cannot be read or filled."),
        ["emailMemoryLeak"] = new("email", "SendOrderConfirmation spans carry demo.email.kept_bytes, and it grows with every order."),
        ["failedReadinessProbe"] = new("cart", "/health/ready answers 503 and names the cart, which serves all the same."),
        ["imageSlowLoad"] = new("the browser and frontend-proxy", "Pictures of products come late; their ingress spans are seconds long."),
        ["intlShippingSlowdown"] = new("shipping", "ShipOrder spans of orders that go abroad are seconds long, and the checkouts around them."),
        ["kafkaQueueProblems"] = new("checkout and fraud-detection", "One order has many 'orders process' spans, each a second long: the queue grows."),
        ["loadGeneratorFloodHomepage"] = new("load-generator", "Spans user_flood_home ask for the home page again and again; the rate of frontend rises."),
        ["loadGeneratorTraffic"] = new("load-generator", "Off, the rate of all services falls to that of real visitors."),
        ["loadGeneratorVUs"] = new("load-generator", "k6.vus is this number, and the rate of all services follows it."),
        ["paymentFailure"] = new("payment", "That share of the Charge spans ends as FAILED_PRECONDITION; orders are refused and nobody is charged."),
        ["paymentUnreachable"] = new("checkout", "Charge has a client span of checkout with demo.fault.injected and no server span of payment; orders fail."),
        ["productCatalogFailure"] = new("product-catalog", "GetProduct spans of OLJCESPC7Z end as INTERNAL; all other products are fine."),
        ["recommendationCacheFailure"] = new("recommendation", "ListRecommendations spans carry demo.product.count, and it grows; so does the memory of the process."),
    }.ToFrozenDictionary();

    /// <summary>Null for a flag that somebody added.</summary>
    public static FlagGuide? Of(string flag) => All.GetValueOrDefault(flag);
}
