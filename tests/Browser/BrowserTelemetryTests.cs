using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>With the telemetry bundle, a browser sends spans of user interactions, in traces that the services of the shop continue.</summary>
[Requires(Part.Chromium)]
public sealed class BrowserTelemetryTests(BrowserFixture browser, SingleProcessShopFixture open, SplitShopFixture split)
{
    private static readonly TimeSpan TelemetryTimeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(SplitShopFixture.IsSplit), MemberType = typeof(SplitShopFixture))]
    [Requires(Part.BrowserTelemetry)]
    public async Task The_trace_of_a_purchase_starts_in_the_browser_and_continues_in_the_shop(bool isSplit)
    {
        await using var visitor = await browser.NewVisitorAsync(isSplit ? await split.AddressAsync() : open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();

        await BuyAsync(page);

        var shopper = await ShopperOfAsync(page);
        var purchase = await TraceAsync("POST", shopper, ["frontend-web", "frontend-proxy", "frontend", "checkout", "payment", "email"], isSplit);
        var first = purchase.Single(span => span.Parent is null);
        first.Service.Should().Be("frontend-web");
        purchase.Should().Contain(span => span.Service == "frontend-proxy" && purchase.Single(one => one.Id == span.Parent).Service == "frontend-web");
    }

    [Fact]
    [Requires(Part.BrowserTelemetry)]
    public async Task The_load_of_a_page_belongs_to_the_trace_of_the_server_response()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();

        await page.GotoAsync("/");

        var shopper = await ShopperOfAsync(page);
        var load = await TraceAsync("documentLoad", shopper, ["frontend-web", "frontend-proxy", "frontend", "product-catalog"]);
        var made = load.Single(span => span is { Service: "frontend-web", Name: "documentLoad" });
        load.Single(span => span.Id == made.Parent).Service.Should().Be("frontend");
        await TraceAsync("web-vital", shopper, ["frontend-web"]);
    }

    [Fact]
    [Requires(Part.BrowserTelemetry)]
    public async Task A_click_that_adds_to_the_cart_is_one_trace_from_the_browser_to_the_cart()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/product/66VCHSJNUP");

        await page.Field("product-add-to-cart").ClickAsync();
        await page.WaitForURLAsync("**/cart");

        var adding = await TraceAsync("submit", await ShopperOfAsync(page), ["frontend-web", "frontend-proxy", "frontend", "cart"]);
        var served = adding.First(span => span.Service == "cart");
        PathTo(served, adding).Should().StartWith(["frontend-web: submit", "frontend-web: POST", "frontend-proxy: ingress"]);
    }

    [Fact]
    [Requires(Part.BrowserTelemetry)]
    public async Task Requests_of_an_interaction_after_its_first_response_are_in_the_same_trace()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();
        await page.AddToCartAsync();

        await page.Locator("[data-action=change] select").SelectOptionAsync("3");
        await Expect(page.Locator("#said")).ToHaveTextAsync("The cart has changed");

        var change = await TraceAsync("change", await ShopperOfAsync(page), ["frontend-web", "cart", "shipping"]);
        change.Where(span => span is { Service: "frontend-web", Name: "POST" or "GET" }).Select(span => span.Name).Should().HaveCount(3).And.Contain("GET", "the cart is read again");
        change.Should().ContainSingle(span => span.Parent == null);
    }

    [Fact]
    public async Task Without_the_telemetry_bundle_a_purchase_succeeds()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!);
        await visitor.RouteAsync("**/telemetry.js", route => route.AbortAsync());

        await BuyAsync(await visitor.NewPageAsync());
    }

    private static async Task<string> ShopperOfAsync(IPage page) => (await page.Locator("html").GetAttributeAsync("data-user"))!;

    private static bool IsComplete(IReadOnlyList<TraceSpan> trace) => trace.All(span => span.Parent == null || trace.Any(one => one.Id == span.Parent));

    // Ordered from the root span.
    private static IEnumerable<string> PathTo(TraceSpan span, IReadOnlyList<TraceSpan> trace) =>
        [.. trace.Where(one => one.Id == span.Parent).SelectMany(parent => PathTo(parent, trace)), $"{span.Service}: {span.Name}"];

    private static async Task BuyAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.Locator("[data-cy=product-card]").First.ClickAsync();
        await page.Locator("[data-cy=product-add-to-cart]").ClickAsync();
        await page.WaitForURLAsync("**/cart");
        await page.Locator("[data-cy=checkout-place-order]").ClickAsync();
        await page.WaitForURLAsync("**/checkout/**");
    }

    // The trace of an operation in one user's browser, once it has spans of all these services and no parent span is missing: the browser
    // exports its spans later than the shop.
    private async Task<IReadOnlyList<TraceSpan>> TraceAsync(string operation, string shopper, string[] services, bool isSplit = false)
    {
        var observatory = isSplit ? await split.ManagementAsync() : open.Shop.Management;
        return await Eventually.FindAsync(
            $"a trace of {string.Join(", ", services)} with {operation}",
            async cancellationToken => (await TraceSpan.TracesAsync(observatory, "frontend-web", operation, [("session.id", shopper)], DateTimeOffset.UnixEpoch, cancellationToken))
                .FirstOrDefault(spans => services.All(service => spans.Any(span => span.Service == service)) && IsComplete(spans)),
            TelemetryTimeout,
            TestCancellation);
    }
}
