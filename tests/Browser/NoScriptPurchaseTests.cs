using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>A telescope can be bought in a browser without JavaScript.</summary>
[Requires(Part.Chromium)]
public sealed class NoScriptPurchaseTests(BrowserFixture browser, SingleProcessShopFixture open, SplitShopFixture split)
{
    [Theory, MemberData(nameof(SplitShopFixture.IsSplit), MemberType = typeof(SplitShopFixture))]
    public async Task A_telescope_is_found_added_to_the_cart_and_ordered(bool isSplit)
    {
        await using var visitor = await browser.NewVisitorAsync(isSplit ? await split.AddressAsync() : open.Shop.Web.BaseAddress!, new() { JavaScriptEnabled = false });
        var page = await visitor.NewPageAsync();

        await page.GotoAsync("/");
        await page.GetByLabel("Search the shop").FillAsync("phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Starsense Explorer" }).ClickAsync();
        await page.Field("currency-switcher").SelectOptionAsync("CHF");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(page.Field("product-name")).ToHaveTextAsync("Starsense Explorer Refractor Telescope");
        await Expect(page.Field("product-price").First).ToContainTextAsync("CHF");

        await page.Field("product-quantity").SelectOptionAsync("2");
        await page.Field("product-add-to-cart").ClickAsync();
        await Expect(page.Field("cart-item-count")).ToHaveTextAsync("1");
        await page.GetByLabel("Quantity of Starsense Explorer").SelectOptionAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Update" }).ClickAsync();
        await page.GetByLabel("City").FillAsync("Ottawa");
        await page.GetByRole(AriaRole.Button, new() { Name = "Estimate shipping" }).ClickAsync();
        await Expect(page.GetByLabel("City")).ToHaveValueAsync("Ottawa");

        await page.GetByLabel("E-mail address").FillAsync("");
        await page.Field("checkout-place-order").ClickAsync();
        await Expect(page.Locator("#email-wrong")).ToHaveTextAsync("is missing");
        await page.GetByLabel("E-mail address").FillAsync("someone@example.com");
        var total = await page.Locator(".total .price").InnerTextAsync();
        await page.PlaceOrderAsync();

        await Expect(page.Field("checkout-item")).ToHaveCountAsync(1);
        await Expect(page.Locator(".total .price")).ToHaveTextAsync(total);
        await Expect(page.Locator("address")).ToContainTextAsync("Ottawa");
        page.Url.Should().NotContain("Ottawa").And.NotContain("@").And.NotContain("?");
        await page.GetByRole(AriaRole.Link, new() { Name = "All your orders" }).ClickAsync();
        await Expect(page.Locator(".order-line")).ToHaveCountAsync(1);
    }
}
