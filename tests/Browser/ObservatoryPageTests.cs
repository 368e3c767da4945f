using System.Globalization;
using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>The Observatory on a phone and on a desktop, in the light and the dark theme. The screenshots are stored in <c>artifacts/screenshots</c>.</summary>
[Requires(Part.Chromium)]
public sealed class ObservatoryPageTests(BrowserFixture browser, SingleProcessShopFixture open)
{
    private static readonly TimeSpan TelemetryTimeout = TimeSpan.FromSeconds(60);
    private static readonly string Pictures = Directory.CreateDirectory(SourceTree.PathTo("artifacts", "screenshots")).FullName;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ColorScheme.Light, 375), InlineData(ColorScheme.Dark, 375), InlineData(ColorScheme.Light, 1440)]
    [Requires(Part.AxeCore)]
    public async Task Every_observatory_page_is_accessible_and_does_not_scroll_sideways(ColorScheme theme, int width)
    {
        await using var visitor = await browser.NewVisitorAsync(
            open.Shop.Web.BaseAddress!, new() { ColorScheme = theme, ViewportSize = new() { Width = width, Height = 812 } });
        var page = await visitor.NewPageAsync();
        await page.AddToCartAsync();
        await page.PlaceOrderAsync();
        var observatory = new Uri(open.Shop.Management.BaseAddress!, "/observatory/");
        await Eventually.HoldsAsync(
            "the map shows the purchase",
            async _ =>
            {
                await page.GotoAsync(new Uri(observatory, "map").ToString());
                return await page.Locator(".box", new() { HasText = "accounting" }).CountAsync() > 0;
            },
            TelemetryTimeout,
            TestCancellation);

        foreach (var place in (string[])["map", "", "metrics", "logs"])
        {
            await page.GotoAsync(new Uri(observatory, place).ToString());
            await page.ScreenshotAsync(new()
            {
                Path = Path.Combine(Pictures, string.Create(CultureInfo.InvariantCulture, $"observatory-{(place.Length == 0 ? "traces" : place)}-{width}-{theme}.png")),
                FullPage = true,
            });
            (await OverflowingElementsAsync(page)).Should().BeEmpty($"{place} fits {width} pixels");
            (await AccessibilityScan.ViolationsAsync(page)).Should().BeEmpty($"{place} is accessible at {width} pixels");
        }
    }

    // The page itself and elements with a horizontal scroll bar, if their content is wider than they are.
    private static Task<string[]> OverflowingElementsAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('*')]
          .filter(one => one.scrollWidth > one.clientWidth + 1 && (one === document.documentElement || ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)))
          .map(one => `${one.tagName} ${one.className} ${one.scrollWidth} > ${one.clientWidth}`)
        """);
}
