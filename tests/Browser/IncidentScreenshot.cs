using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>The screenshot of one section of <c>docs/incidents.md</c>, taken after the steps of that section.</summary>
/// <param name="On">The flags to set before the screenshot, with their variants.</param>
/// <param name="Off">The flags to set after the screenshot, with the variants that turn the incident off.</param>
/// <param name="Play">Produces the symptom in the shop and opens the page that shows it; the page is left as it is to be captured.</param>
internal sealed record IncidentScreenshot((string Flag, string Variant)[] On, (string Flag, string Variant)[] Off, Func<IncidentShopFixture, IPage, Task> Play)
{
    private const string Explorascope = "OLJCESPC7Z";
    private const string RpcStatus = "rpc.response.status_code";

    private static readonly (string, string)[] LoadOff = [("loadGeneratorTraffic", "off"), ("loadGeneratorVUs", "5"), ("loadGeneratorFloodHomepage", "off")];

    /// <summary>The screenshots by flag.</summary>
    public static IReadOnlyDictionary<string, IncidentScreenshot> All { get; } = new Dictionary<string, IncidentScreenshot>
    {
        ["adFailure"] = Of("adFailure", "on", async (shop, page) =>
        {
            await shop.GetAsync("/api/data?contextKeys=telescopes", times: 100);
            await shop.LookIntoAsync(page, "ad", "oteldemo.AdService/GetAds", (RpcStatus, "UNAVAILABLE"));
        }),
        ["adHighCpu"] = Of("adHighCpu", "on", async (shop, page) =>
        {
            foreach (var (variant, isBusy) in (IEnumerable<(string, bool)>)[("on", true), ("off", false), ("on", true)])
            {
                await shop.SetFlagsAsync([("adHighCpu", variant)]);
                await shop.GetAsync("/api/data?contextKeys=telescopes");
                await shop.LookAtMeasurementAsync(page, "ad", "demo.ad.busy_workers", workers => workers > 0 == isBusy);
            }
        }),
        ["adManualGc"] = Of("adManualGc", "on", async (shop, page) =>
        {
            await shop.GetAsync("/api/data?contextKeys=telescopes");
            await shop.LookAtTraceOfAsync(page, "ad", "collect garbage by hand");
        }),
        ["boundaryFaults"] = Of("boundaryFaults", "flakyCurrency", async (shop, page) =>
        {
            await shop.GetAsync("/api/products/LS4PSXUNUM?currencyCode=EUR", times: 12);
            await shop.LookIntoAsync(page, "frontend", "oteldemo.CurrencyService/Convert", (RpcStatus, "UNAVAILABLE"));
        }),
        ["cartFailure"] = Of("cartFailure", "100%", async (shop, page) =>
        {
            await page.Context.PlaceOrderAsync();
            await shop.LookIntoAsync(page, "cart", "oteldemo.CartService/RemoveItems", (RpcStatus, "FAILED_PRECONDITION"));
        }),
        ["emailMemoryLeak"] = Of("emailMemoryLeak", "100x", async (shop, page) =>
        {
            await page.Context.PlaceOrderAsync();
            await shop.LookIntoAsync(page, "email", "oteldemo.EmailService/SendOrderConfirmation");
        }),
        ["failedReadinessProbe"] = Of("failedReadinessProbe", "on", async (shop, page) =>
        {
            await page.SetViewportSizeAsync(1000, 180);
            await shop.LookAtAsync(page, "/health/ready");
        }),
        ["imageSlowLoad"] = Of("imageSlowLoad", "10sec", async (_, page) =>
        {
            await page.GotoAsync("/#hot-products");
            await Expect(page.Field("product-card")).ToHaveCountAsync(10);
        }),
        ["intlShippingSlowdown"] = Of("intlShippingSlowdown", "5sec", async (shop, page) =>
        {
            await page.Context.TryPlaceOrderAsync("Canada");
            await shop.LookIntoAsync(page, "shipping", "oteldemo.ShippingService/ShipOrder");
        }),
        ["kafkaQueueProblems"] = Of("kafkaQueueProblems", "on", async (shop, page) =>
        {
            await page.Context.PlaceOrderAsync();

            // An order of the previous incident may be first in the queue; then its event is the one that is published a hundred times.
            await shop.LookAtTraceOfAsync(page, "fraud-detection", "orders process", atLeast: 3, orEarlier: true);
        }),
        ["loadGeneratorFloodHomepage"] = new(
            [("loadGeneratorTraffic", "on"), ("loadGeneratorVUs", "25"), ("loadGeneratorFloodHomepage", "on")],
            LoadOff,
            (shop, page) => shop.LookAtTraceOfAsync(page, "load-generator", "user_flood_home")),
        ["loadGeneratorTraffic"] = new(
            [("loadGeneratorTraffic", "on"), ("loadGeneratorVUs", "10")],
            LoadOff,
            (shop, page) => shop.LookAtTracesAsync(page, "service=load-generator&text=user_", atLeast: 6)),
        ["loadGeneratorVUs"] = new([("loadGeneratorTraffic", "on"), ("loadGeneratorVUs", "10")], LoadOff, async (shop, page) =>
        {
            await shop.LookAtMeasurementAsync(page, "load-generator", "k6.vus", customers => customers == 10);
            await shop.SetFlagsAsync([("loadGeneratorVUs", "25")]);
            await shop.LookAtMeasurementAsync(page, "load-generator", "k6.vus", customers => customers == 25);
        }),
        ["paymentFailure"] = Of("paymentFailure", "100%", async (_, page) =>
        {
            await page.AddToCartAsync();
            await page.Field("checkout-place-order").ClickAsync();
            await Expect(page.Locator(".wrong:not(:empty)").First).ToBeInViewportAsync();
        }),
        ["paymentUnreachable"] = Of("paymentUnreachable", "on", async (shop, page) =>
        {
            await page.Context.TryPlaceOrderAsync();
            await shop.LookIntoAsync(page, "checkout", "oteldemo.PaymentService/Charge", ("demo.fault.injected", "paymentUnreachable"));
        }),
        ["productCatalogFailure"] = Of("productCatalogFailure", "on", (_, page) => page.GotoAsync($"/product/{Explorascope}")),
        ["recommendationCacheFailure"] = Of("recommendationCacheFailure", "on", async (shop, page) =>
        {
            await shop.GetAsync($"/api/recommendations?productIds={Explorascope}", times: 10);
            await shop.LookIntoAsync(page, "recommendation", "get_product_list");
        }),
    };

    private static IncidentScreenshot Of(string flag, string variant, Func<IncidentShopFixture, IPage, Task> play) => new([(flag, variant)], [(flag, "off")], play);
}
