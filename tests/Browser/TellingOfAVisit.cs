using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>With its bundle built, a browser tells of what a shopper does in it, in the traces that the shop's own services continue.</summary>
[Requires(Part.Chromium)]
public sealed class TellingOfAVisit(RealBrowser browser, OpenShop open, SplitShop split)
{
    private static readonly TimeSpan TelemetryTakes = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(SplitShop.OrNot), MemberType = typeof(SplitShop))]
    [Requires(Part.BrowserTelemetry)]
    public async Task The_trace_of_a_purchase_begins_in_the_browser_and_goes_through_the_shop(bool isSplit)
    {
        await using var visitor = await browser.NewVisitor(isSplit ? await split.Address() : open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();

        await Buy(page);

        var shopper = await ShopperOf(page);
        var purchase = await Trace("POST", shopper, ["frontend-web", "frontend-proxy", "frontend", "checkout", "payment", "email"], isSplit);
        var first = purchase.Single(span => span.Parent is null);
        first.Service.Should().Be("frontend-web");
        purchase.Should().Contain(span => span.Service == "frontend-proxy" && purchase.Single(one => one.Id == span.Parent).Service == "frontend-web");
    }

    [Fact]
    [Requires(Part.BrowserTelemetry)]
    public async Task The_load_of_a_page_belongs_to_the_trace_that_made_it()
    {
        await using var visitor = await browser.NewVisitor(open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();

        await page.GotoAsync("/");

        var shopper = await ShopperOf(page);
        var load = await Trace("documentLoad", shopper, ["frontend-web", "frontend-proxy", "frontend", "product-catalog"]);
        var made = load.Single(span => span is { Service: "frontend-web", Name: "documentLoad" });
        load.Single(span => span.Id == made.Parent).Service.Should().Be("frontend");
        await Trace("web-vital", shopper, ["frontend-web"]);
    }

    [Fact]
    [Requires(Part.BrowserTelemetry)]
    public async Task A_click_that_adds_to_the_cart_is_one_trace_from_the_browser_to_the_cart()
    {
        await using var visitor = await browser.NewVisitor(open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/product/66VCHSJNUP");

        await page.Field("product-add-to-cart").ClickAsync();
        await page.WaitForURLAsync("**/cart");

        var adding = await Trace("submit", await ShopperOf(page), ["frontend-web", "frontend-proxy", "frontend", "cart"]);
        var served = adding.First(span => span.Service == "cart");
        PathTo(served, adding).Should().StartWith(["frontend-web: submit", "frontend-web: POST", "frontend-proxy: ingress"]);
    }

    [Fact]
    [Requires(Part.BrowserTelemetry)]
    public async Task What_an_interaction_asks_for_after_its_first_answer_is_in_its_trace_too()
    {
        await using var visitor = await browser.NewVisitor(open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();
        await page.PutIntoCart();

        await page.Locator("[data-action=change] select").SelectOptionAsync("3");
        await Expect(page.Locator("#said")).ToHaveTextAsync("The cart has changed");

        var change = await Trace("change", await ShopperOf(page), ["frontend-web", "cart", "shipping"]);
        change.Where(span => span is { Service: "frontend-web", Name: "POST" or "GET" }).Select(span => span.Name).Should().HaveCount(3).And.Contain("GET", "the cart is asked for again");
        change.Should().ContainSingle(span => span.Parent == null);
    }

    [Fact]
    public async Task Without_the_bundle_the_shop_sells_the_same()
    {
        await using var visitor = await browser.NewVisitor(open.Shop.Web.BaseAddress!);
        await visitor.RouteAsync("**/telemetry.js", route => route.AbortAsync());

        await Buy(await visitor.NewPageAsync());
    }

    private static async Task<string> ShopperOf(IPage page) => (await page.Locator("html").GetAttributeAsync("data-user"))!;

    private static bool IsWhole(IReadOnlyList<SeenSpan> trace) => trace.All(span => span.Parent == null || trace.Any(one => one.Id == span.Parent));

    // From the root on.
    private static IEnumerable<string> PathTo(SeenSpan span, IReadOnlyList<SeenSpan> trace) =>
        [.. trace.Where(one => one.Id == span.Parent).SelectMany(parent => PathTo(parent, trace)), $"{span.Service}: {span.Name}"];

    private static async Task Buy(IPage page)
    {
        await page.GotoAsync("/");
        await page.Locator("[data-cy=product-card]").First.ClickAsync();
        await page.Locator("[data-cy=product-add-to-cart]").ClickAsync();
        await page.WaitForURLAsync("**/cart");
        await page.Locator("[data-cy=checkout-place-order]").ClickAsync();
        await page.WaitForURLAsync("**/checkout/**");
    }

    // The trace of something that one shopper's browser told of, when all these services are in it and whatever called them: the browser
    // tells of its calls later than the shop does.
    private async Task<IReadOnlyList<SeenSpan>> Trace(string operation, string shopper, string[] services, bool isSplit = false)
    {
        var observatory = isSplit ? await split.Management() : open.Shop.Management;
        return await Eventually.Find(
            $"a trace of {string.Join(", ", services)} with {operation}",
            async token => (await SeenSpan.Traces(observatory, "frontend-web", operation, [("session.id", shopper)], DateTimeOffset.UnixEpoch, token))
                .FirstOrDefault(spans => services.All(service => spans.Any(span => span.Service == service)) && IsWhole(spans)),
            TelemetryTakes,
            Test);
    }
}
