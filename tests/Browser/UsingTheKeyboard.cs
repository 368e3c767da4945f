using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>Somebody without a mouse, and somebody whom moving things make ill.</summary>
[Requires(Part.Chromium)]
public sealed class UsingTheKeyboard(RealBrowser browser, OpenShop open)
{
    private const int MostStops = 60;

    [Fact]
    public async Task A_telescope_is_bought_with_keys_alone_and_the_focus_is_always_seen()
    {
        await using var visitor = await browser.NewVisitor(open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/");

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Skip to content")).ToBeFocusedAsync();
        await GoTo(page, "a[href=\"/product/66VCHSJNUP\"]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Field("product-name")).ToHaveTextAsync("Starsense Explorer Refractor Telescope");
        await GoTo(page, "[data-cy=\"product-add-to-cart\"]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cart");
        await GoTo(page, "[data-cy=\"cart-icon\"]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Field("cart-dropdown-item")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Field("cart-icon")).ToBeFocusedAsync();
        await GoTo(page, "[data-cy=\"checkout-place-order\"]");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/checkout/**");
        await Expect(page.Field("checkout-item")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Nothing_moves_for_those_who_asked_for_that()
    {
        await using var visitor = await browser.NewVisitor(open.Shop.Web.BaseAddress!, new() { ReducedMotion = ReducedMotion.Reduce });
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/");

        var moving = await page.EvaluateAsync<int>("""
            () => [...document.querySelectorAll('*')].map(getComputedStyle)
              .filter(style => parseFloat(style.transitionDuration) > 0 && style.transitionProperty !== 'none' || style.animationName !== 'none' || style.scrollBehavior === 'smooth').length
            """);

        moving.Should().Be(0);
    }

    private static async Task GoTo(IPage page, string selector)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            (await page.EvaluateAsync<bool>("() => document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
                .Should().BeTrue("whoever has the focus shows it");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"{selector} was not reached in {MostStops} stops");
    }
}
