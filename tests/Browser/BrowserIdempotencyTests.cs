using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>Several tabs share one cart and one currency; the back button, a double click or a retry places no second order.</summary>
[Requires(Part.Chromium)]
public sealed class BrowserIdempotencyTests(BrowserFixture browser, SingleProcessShopFixture open)
{
    [Fact]
    public async Task Two_tabs_show_one_cart_and_one_currency()
    {
        await using var visitor = await NewVisitorAsync();
        var first = await visitor.NewPageAsync();
        var second = await visitor.NewPageAsync();
        await second.GotoAsync("/");

        await first.AddToCartAsync();
        await Expect(second.Field("cart-item-count")).ToHaveTextAsync("1");

        await first.Field("currency-switcher").SelectOptionAsync("JPY");
        await Expect(second.Field("currency-switcher")).ToHaveValueAsync("JPY");
        await Expect(second.Field("product-card").First).ToContainTextAsync("¥");
    }

    [Fact]
    public async Task Going_back_after_a_purchase_shows_an_empty_cart_and_orders_nothing()
    {
        await using var visitor = await NewVisitorAsync();
        var page = await visitor.NewPageAsync();
        await page.AddToCartAsync();
        await page.PlaceOrderAsync();

        await page.GoBackAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your cart is empty" })).ToBeVisibleAsync();
        await page.GotoAsync("/orders");
        await Expect(page.Locator(".order-line")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_double_click_orders_once(bool hasScripts)
    {
        await using var visitor = await NewVisitorAsync(hasScripts);
        var page = await visitor.NewPageAsync();
        await page.AddToCartAsync();

        await page.Field("checkout-place-order").DblClickAsync();

        await page.WaitForURLAsync("**/checkout/**");
        await page.GotoAsync("/orders");
        await Expect(page.Locator(".order-line")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_order_sent_again_after_a_lost_response_is_the_same_order()
    {
        await using var visitor = await NewVisitorAsync();
        var page = await visitor.NewPageAsync();
        await page.AddToCartAsync();
        await page.RouteAsync("**/api/checkout**", async route =>
        {
            (await route.FetchAsync()).Status.Should().Be(200);
            await route.AbortAsync();
        });
        await page.Field("checkout-place-order").ClickAsync();
        await Expect(page.Locator(".general")).ToContainTextAsync("The shop is not available");

        await page.UnrouteAsync("**/api/checkout**");
        await page.PlaceOrderAsync();

        await page.GotoAsync("/orders");
        await Expect(page.Locator(".order-line")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_estimate_that_arrives_while_the_order_is_placed_does_not_prevent_the_confirmation()
    {
        await using var visitor = await NewVisitorAsync();
        var page = await visitor.NewPageAsync();
        await page.AddToCartAsync();
        var asked = new TaskCompletionSource();
        var ordered = new TaskCompletionSource();
        await page.RouteAsync("**/cart/estimate", async route =>
        {
            asked.TrySetResult();
            await ordered.Task;
            await route.ContinueAsync();
        });
        await page.RouteAsync("**/api/checkout**", async route =>
        {
            await asked.Task;
            var response = await route.FetchAsync();
            var estimate = page.WaitForResponseAsync("**/cart/estimate");
            ordered.SetResult();
            await (await estimate).FinishedAsync();
            await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
            await route.FulfillAsync(new() { Response = response });
        });

        await page.GetByLabel("City").FillAsync("Ottawa");
        await page.PlaceOrderAsync();

        await Expect(page.Field("checkout-item")).ToHaveCountAsync(1);
    }

    private Task<IBrowserContext> NewVisitorAsync(bool hasScripts = true) =>
        browser.NewVisitorAsync(open.Shop.Web.BaseAddress!, new() { JavaScriptEnabled = hasScripts });
}
