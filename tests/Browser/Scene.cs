using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>One section of <c>docs/incidents.md</c> as somebody sees it who follows it.</summary>
/// <param name="On">What is turned for it.</param>
/// <param name="Off">And how it was before.</param>
/// <param name="Play">What happens in the shop, and where to look then: the page is left as it is to be pictured.</param>
internal sealed record Scene((string Flag, string Variant)[] On, (string Flag, string Variant)[] Off, Func<TroubledShop, IPage, Task> Play)
{
    private const string Explorascope = "OLJCESPC7Z";
    private const string RpcStatus = "rpc.response.status_code";

    private static readonly (string, string)[] NobodyShops = [("loadGeneratorTraffic", "off"), ("loadGeneratorVUs", "5"), ("loadGeneratorFloodHomepage", "off")];

    /// <summary>By flag.</summary>
    public static IReadOnlyDictionary<string, Scene> All { get; } = new Dictionary<string, Scene>
    {
        ["adFailure"] = Of("adFailure", "on", async (shop, page) =>
        {
            await shop.Get("/api/data?contextKeys=telescopes", times: 100);
            await shop.LookInto(page, "ad", "oteldemo.AdService/GetAds", (RpcStatus, "UNAVAILABLE"));
        }),
        ["adHighCpu"] = Of("adHighCpu", "on", async (shop, page) =>
        {
            foreach (var (variant, isBusy) in (IEnumerable<(string, bool)>)[("on", true), ("off", false), ("on", true)])
            {
                await shop.Turn([("adHighCpu", variant)]);
                await shop.Get("/api/data?contextKeys=telescopes");
                await shop.LookAtMeasurement(page, "ad", "demo.ad.busy_workers", workers => workers > 0 == isBusy);
            }
        }),
        ["adManualGc"] = Of("adManualGc", "on", async (shop, page) =>
        {
            await shop.Get("/api/data?contextKeys=telescopes");
            await shop.LookAtTraceOf(page, "ad", "collect garbage by hand");
        }),
        ["boundaryFaults"] = Of("boundaryFaults", "flakyCurrency", async (shop, page) =>
        {
            await shop.Get("/api/products?currencyCode=EUR", times: 3);
            await shop.LookInto(page, "frontend", "oteldemo.CurrencyService/Convert", (RpcStatus, "UNAVAILABLE"));
        }),
        ["cartFailure"] = Of("cartFailure", "100%", async (shop, page) =>
        {
            await shop.Get($"/api/cart?sessionId={Guid.NewGuid()}");
            await shop.LookInto(page, "cart", "oteldemo.CartService/GetCart", (RpcStatus, "FAILED_PRECONDITION"));
        }),
        ["emailMemoryLeak"] = Of("emailMemoryLeak", "100x", async (shop, page) =>
        {
            await page.Context.Order();
            await shop.LookInto(page, "email", "oteldemo.EmailService/SendOrderConfirmation");
        }),
        ["failedReadinessProbe"] = Of("failedReadinessProbe", "on", async (shop, page) =>
        {
            await page.SetViewportSizeAsync(1000, 180);
            await shop.LookAt(page, "/health/ready");
        }),
        ["imageSlowLoad"] = Of("imageSlowLoad", "10sec", async (_, page) =>
        {
            await page.GotoAsync("/#hot-products");
            await Expect(page.Field("product-card")).ToHaveCountAsync(10);
        }),
        ["intlShippingSlowdown"] = Of("intlShippingSlowdown", "5sec", async (shop, page) =>
        {
            await page.Context.TryToOrder("Canada");
            await shop.LookInto(page, "shipping", "oteldemo.ShippingService/ShipOrder");
        }),
        ["kafkaQueueProblems"] = Of("kafkaQueueProblems", "on", async (shop, page) =>
        {
            await page.Context.Order();

            // An order of the scene before may stand first in the queue, and is told a hundred times then.
            await shop.LookAtTraceOf(page, "fraud-detection", "orders process", atLeast: 3, orEarlier: true);
        }),
        ["loadGeneratorFloodHomepage"] = new(
            [("loadGeneratorTraffic", "on"), ("loadGeneratorVUs", "25"), ("loadGeneratorFloodHomepage", "on")],
            NobodyShops,
            (shop, page) => shop.LookAtTraceOf(page, "load-generator", "user_flood_home")),
        ["loadGeneratorTraffic"] = new(
            [("loadGeneratorTraffic", "on"), ("loadGeneratorVUs", "10")],
            NobodyShops,
            (shop, page) => shop.LookAtTraces(page, "service=load-generator&text=user_", atLeast: 6)),
        ["loadGeneratorVUs"] = new([("loadGeneratorTraffic", "on"), ("loadGeneratorVUs", "10")], NobodyShops, async (shop, page) =>
        {
            await shop.LookAtMeasurement(page, "load-generator", "k6.vus", customers => customers == 10);
            await shop.Turn([("loadGeneratorVUs", "25")]);
            await shop.LookAtMeasurement(page, "load-generator", "k6.vus", customers => customers == 25);
        }),
        ["paymentFailure"] = Of("paymentFailure", "100%", async (_, page) =>
        {
            await page.PutIntoCart();
            await page.Field("checkout-place-order").ClickAsync();
            await Expect(page.Locator(".wrong:not(:empty)").First).ToBeInViewportAsync();
        }),
        ["paymentUnreachable"] = Of("paymentUnreachable", "on", async (shop, page) =>
        {
            await page.Context.TryToOrder();
            await shop.LookInto(page, "checkout", "oteldemo.PaymentService/Charge", ("demo.fault.injected", "paymentUnreachable"));
        }),
        ["productCatalogFailure"] = Of("productCatalogFailure", "on", (_, page) => page.GotoAsync($"/product/{Explorascope}")),
        ["recommendationCacheFailure"] = Of("recommendationCacheFailure", "on", async (shop, page) =>
        {
            await shop.Get($"/api/recommendations?productIds={Explorascope}", times: 10);
            await shop.LookInto(page, "recommendation", "get_product_list");
        }),
    };

    private static Scene Of(string flag, string variant, Func<TroubledShop, IPage, Task> play) => new([(flag, variant)], [(flag, "off")], play);
}
