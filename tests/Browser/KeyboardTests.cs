using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>Users without a mouse and users who prefer reduced motion.</summary>
[Requires(Part.Chromium)]
public sealed class KeyboardTests(BrowserFixture browser, SingleProcessShopFixture open)
{
    private const int MostStops = 60;

    [Fact]
    public async Task A_telescope_is_bought_with_the_keyboard_alone_and_the_focus_is_always_visible()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/");

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Skip to content")).ToBeFocusedAsync();
        await GoToAsync(page, "a[href=\"/product/66VCHSJNUP\"]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Field("product-name")).ToHaveTextAsync("Starsense Explorer Refractor Telescope");
        await GoToAsync(page, "[data-cy=\"product-add-to-cart\"]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cart");
        await GoToAsync(page, "[data-cy=\"cart-icon\"]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Field("cart-dropdown-item")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Field("cart-icon")).ToBeFocusedAsync();
        await GoToAsync(page, "[data-cy=\"checkout-place-order\"]");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/checkout/**");
        await Expect(page.Field("checkout-item")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Nothing_moves_when_reduced_motion_is_preferred()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!, new() { ReducedMotion = ReducedMotion.Reduce });
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/");

        var moving = await page.EvaluateAsync<int>("""
            () => [...document.querySelectorAll('*')].map(getComputedStyle)
              .filter(style => parseFloat(style.transitionDuration) > 0 && style.transitionProperty !== 'none' || style.animationName !== 'none' || style.scrollBehavior === 'smooth').length
            """);

        moving.Should().Be(0);
    }

    private static async Task GoToAsync(IPage page, string selector)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            (await page.EvaluateAsync<bool>("() => document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
                .Should().BeTrue("the element with the focus has a visible outline");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"{selector} was not reached in {MostStops} stops");
    }
}
