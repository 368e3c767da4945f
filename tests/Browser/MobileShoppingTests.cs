using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>Shopping with the mobile app.</summary>
[Requires(Part.Chromium, Part.MobileApp)]
public sealed partial class MobileShoppingTests(BrowserFixture browser, SingleProcessShopFixture singleProcessShop, SplitShopFixture splitShop)
{
    [Theory, MemberData(nameof(SplitShopFixture.IsSplit), MemberType = typeof(SplitShopFixture))]
    public async Task A_telescope_is_found_priced_in_euros_and_bought(bool isSplit)
    {
        await using var phone = await browser.NewPhoneAsync(isSplit ? await splitShop.AddressAsync() : singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, error) => complaints.Add(error);
        var loads = 0;
        page.Request += (_, request) => loads += request.IsNavigationRequest ? 1 : 0;

        await page.GotoAsync(MobileApp.Products);
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Products" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
        await page.GetByLabel("Search the shop").FillAsync("phone telescope");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Products" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await page.Link("Currency: USD").TapAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "EUR, €" }).TapAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = EuroTelescope() }).TapAsync();
        await Expect(page.GetByText("You may also like")).ToBeVisibleAsync();
        await page.Button($"One more of {MobileApp.Telescope}").TapAsync();
        await page.Button("Add to cart").TapAsync();
        await Expect(page.GetByText("Added 2 to your cart.")).ToBeVisibleAsync();
        await page.Link("Show the cart").TapAsync();
        await page.Button($"One less of {MobileApp.Telescope}").TapAsync();
        await Expect(page.GetByLabel($"1 of {MobileApp.Telescope}")).ToBeVisibleAsync();
        await page.Link("Go to checkout").TapAsync();
        await Expect(page.GetByLabel("Totals").Locator("visible=true")).ToContainTextAsync("€");
        await page.GetByLabel("City").Locator("visible=true").FillAsync("Ottawa");
        await page.PlaceOrderButton().TapAsync();

        await Expect(page.GetByText("Your order is on its way")).ToBeVisibleAsync();
        await Expect(page.GetByText("Ottawa").Locator("visible=true")).ToBeVisibleAsync();
        page.Url.Should().NotContain("Ottawa").And.NotContain("@");
        await page.Link("Keep exploring").TapAsync();
        await page.Link("Orders").TapAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "My orders" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        complaints.Should().BeEmpty();
        loads.Should().Be(1, "a link opens another screen of the app without a page load");
    }

    [Fact]
    public async Task A_double_tap_places_one_order()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        var orders = 0;
        page.Request += (_, request) => orders += request.Method == "POST" && request.Url.Contains("/api/checkout", StringComparison.Ordinal) ? 1 : 0;
        await page.OpenCheckoutAsync();

        await page.PlaceOrderButton().EvaluateAsync("button => { button.click(); button.click(); }");

        await Expect(page.GetByText("Your order is on its way")).ToBeVisibleAsync();
        orders.Should().Be(1);
    }

    [Fact]
    public async Task An_order_whose_response_was_lost_is_the_same_order_when_it_is_sent_again()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        await page.OpenCheckoutAsync();
        var first = "";
        await page.RouteAsync("**/api/checkout**", async route =>
        {
            var response = await route.FetchAsync();
            first = (await response.JsonAsync())!.Value.GetProperty("orderId").GetString()!;
            await route.AbortAsync();
        });
        await page.PlaceOrderButton().TapAsync();
        await Expect(page.GetByText("the order is placed once, even if the first attempt arrived")).ToBeVisibleAsync();

        await page.UnrouteAsync("**/api/checkout**");
        await page.PlaceOrderButton().TapAsync();

        await Expect(page.GetByText("Your order is on its way")).ToBeVisibleAsync();
        new Uri(page.Url).Segments[^1].Should().Be(first);
    }

    [Theory]
    [InlineData("Card number", "4432-8015-6152-0455", "The card number is not valid.")]
    [InlineData("Card number", "378282246310005", "only visa and mastercard are accepted")]
    [InlineData("Year", "2019", "The card has expired.")]
    [InlineData("City", " ", "Is missing.")]
    public async Task A_mistake_is_shown_beside_its_field(string label, string value, string problem)
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        await page.OpenCheckoutAsync();
        var field = page.GetByLabel(label).Locator("visible=true");
        await field.FillAsync(value);

        await page.PlaceOrderButton().TapAsync();

        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator($"[id=\"{await field.GetAttributeAsync("aria-describedby")}\"]")).ToContainTextAsync(problem);
        await Expect(field).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_declined_card_keeps_the_cart_and_may_be_tried_again()
    {
        await using var shop = await ShopUnderTest.StartAsync(AstronomyShop.Host.Shop.Modules, [FlagSwitch.Setting]);
        await FlagSwitch.SetAsync(shop.Web, "paymentFailure", "100%", TestContext.Current.CancellationToken);
        await using var phone = await browser.NewPhoneAsync(shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        await page.OpenCheckoutAsync();
        await page.PlaceOrderButton().TapAsync();
        await Expect(page.GetByText("Payment request failed")).ToBeVisibleAsync();

        await FlagSwitch.SetAsync(shop.Web, "paymentFailure", "off", TestContext.Current.CancellationToken);
        await page.PlaceOrderButton().TapAsync();

        await Expect(page.GetByText("Your order is on its way")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_unreachable_shop_is_reported_and_the_app_recovers_automatically()
    {
        await using var line = TcpProxy.To(singleProcessShop.Shop.Web.BaseAddress!.Port);
        await using var phone = await browser.NewPhoneAsync(new Uri($"http://{line.Address}"));
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/mobile/settings");
        line.Cut();
        await page.Link("Products").TapAsync();
        await Expect(page.GetByText("You are offline")).ToBeVisibleAsync();

        line.Restore();

        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Products" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
        await Expect(page.GetByText("You are offline")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_restart_keeps_the_cart_the_currency_and_the_orders()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        await page.BuyAsync();
        await page.GotoAsync("/mobile/currency");
        await page.GetByRole(AriaRole.Radio, new() { Name = "JPY, ¥" }).TapAsync();
        await page.PutTelescopeIntoCartAsync();
        await page.CloseAsync();

        var again = await phone.NewPageAsync();
        await again.GotoAsync("/mobile/cart");

        await Expect(again.GetByLabel($"1 of {MobileApp.Telescope}")).ToBeVisibleAsync();
        await Expect(again.GetByLabel("Totals").Locator("visible=true")).ToContainTextAsync("¥");
        await again.Link("Orders").TapAsync();
        await Expect(again.GetByRole(AriaRole.List, new() { Name = "My orders" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_storefront_in_the_same_browser_has_the_same_cart()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        await page.PutTelescopeIntoCartAsync();

        await page.GotoAsync("/cart");

        await Expect(page.Locator(".line")).ToContainTextAsync(MobileApp.Telescope);
    }

    [Fact]
    public async Task The_connection_is_tested_from_the_settings()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/mobile/settings");

        await page.Button("Test the connection").TapAsync();

        await Expect(page.GetByText("The shop answers, in 33 currencies.")).ToBeVisibleAsync();
        await Expect(page.GetByText(await MobileApp.ShopperOfAsync(page))).ToBeVisibleAsync();
    }

    [GeneratedRegex("^Starsense Explorer Refractor Telescope, €")]
    private static partial Regex EuroTelescope();
}
