using System.Diagnostics;
using AstronomyShop.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>The flag <c>imageSlowLoad</c>, as a shopper sees it.</summary>
[Requires(Part.Chromium)]
public sealed class SlowImageBrowserTests(BrowserFixture browser)
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task While_the_flag_is_on_products_appear_at_once_and_their_pictures_late()
    {
        await using var shop = await ShopUnderTest.StartAsync(AstronomyShop.Host.Shop.Modules, [FlagSwitch.Setting]);
        await FlagSwitch.SetAsync(shop.Web, "imageSlowLoad", "5sec", TestContext.Current.CancellationToken);
        await using var visitor = await browser.NewVisitorAsync(shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();
        var picture = page.WaitForResponseAsync(response => response.Url.Contains("/images/products/RoofBinoculars.jpg", StringComparison.Ordinal));
        var started = Stopwatch.GetTimestamp();

        await page.GotoAsync("/");

        await Expect(page.Field("product-card")).ToHaveCountAsync(10);
        var response = await picture;
        Stopwatch.GetElapsedTime(started).Should().BeGreaterThan(Delay * 0.95);
        (await response.Request.HeaderValueAsync("x-envoy-fault-delay-request")).Should().Be("5000");
        await page.WaitUntilAsync("document.querySelector('a[href=\"/product/2ZYFJ3GM2N\"] img').naturalWidth > 0");
    }
}
