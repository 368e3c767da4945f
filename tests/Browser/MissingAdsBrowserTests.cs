using AstronomyShop.Tests.Testing;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>Ads and recommendations are down. A purchase works without them.</summary>
[Requires(Part.Chromium)]
public sealed class MissingAdsBrowserTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_purchase_succeeds_without_ads_and_recommendations()
    {
        await using var shop = await ShopWithoutModules.StartAsync("Ad", "Recommendation");
        await using var visitor = await browser.NewVisitorAsync(shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();

        await page.AddToCartAsync();
        await Expect(page.Field("recommendation-list")).ToHaveCountAsync(0);
        await page.GotoAsync("/product/OLJCESPC7Z");
        await Expect(page.Field("product-detail")).ToBeVisibleAsync();
        await Expect(page.Field("ad")).ToHaveCountAsync(1);
        await page.GotoAsync("/cart");
        await page.PlaceOrderAsync();

        await Expect(page.Field("checkout-item")).ToHaveCountAsync(1);
    }
}
