using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>The browser's storage and the pages' cookie hold the same session, regardless of which was written first.</summary>
[Requires(Part.Chromium)]
public sealed class BrowserSessionTests(BrowserFixture browser, SingleProcessShopFixture open)
{
    private const string UserId = "0b1f6d3e-52a7-4c8a-9b42-7f7f0f2f9d11";

    [Fact]
    public async Task A_session_in_the_format_of_the_public_shop_is_kept_with_its_cart()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!);
        await visitor.AddInitScriptAsync($$"""localStorage.session ??= '{"userId":"{{UserId}}","currencyCode":"JPY"}'""");
        await visitor.APIRequest.PostAsync("/api/cart", new() { DataObject = new { userId = UserId, item = new { productId = "LS4PSXUNUM", quantity = 1 } } });
        var page = await visitor.NewPageAsync();

        await page.GotoAsync("/");

        await Expect(page.Field("session-id")).ToContainTextAsync(UserId);
        await Expect(page.Field("cart-item-count")).ToHaveTextAsync("1");
        await Expect(page.Field("product-card").First).ToContainTextAsync("¥");
        await page.GotoAsync("/cart");
        await Expect(page.Locator(".line")).ToContainTextAsync("Red Flashlight");
    }

    [Fact]
    public async Task A_currency_that_is_no_longer_offered_does_not_lose_the_cart()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!);
        await visitor.AddInitScriptAsync($$"""localStorage.session ??= '{"userId":"{{UserId}}","currencyCode":"ZZZ"}'""");
        var page = await visitor.NewPageAsync();

        await page.GotoAsync("/");

        await Expect(page.Field("session-id")).ToContainTextAsync(UserId);
        await Expect(page.Field("currency-switcher")).ToHaveValueAsync("USD");
    }

    [Fact]
    public async Task A_session_that_cannot_be_migrated_now_is_kept_for_later()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!);
        await visitor.AddInitScriptAsync($$"""localStorage.session ??= '{"userId":"{{UserId}}","currencyCode":"JPY"}'""");
        await visitor.RouteAsync("**/session", route => route.AbortAsync());
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        (await page.EvaluateAsync<string>("localStorage.getItem('session')")).Should().Contain(UserId);

        await visitor.UnrouteAsync("**/session");
        await page.ReloadAsync();

        await Expect(page.Field("session-id")).ToContainTextAsync(UserId);
    }

    [Fact]
    public async Task A_browser_with_empty_storage_restores_the_session_from_the_cookie()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();
        await page.AddToCartAsync();
        var before = await page.Field("session-id").InnerTextAsync();

        await page.EvaluateAsync("localStorage.clear()");
        await page.ReloadAsync();

        await page.WaitUntilAsync("localStorage.getItem('session') !== null");
        before.Should().EndWith(await page.EvaluateAsync<string>("JSON.parse(localStorage.getItem('session')).userId"));
        await Expect(page.Field("cart-item-count")).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task No_script_can_read_the_cookies()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();
        await page.AddToCartAsync();
        await page.PlaceOrderAsync();

        (await page.EvaluateAsync<string>("document.cookie")).Should().BeEmpty();
        (await visitor.CookiesAsync()).Should().HaveCount(2).And.OnlyContain(cookie => cookie.HttpOnly && cookie.SameSite == SameSiteAttribute.Lax);
    }
}
