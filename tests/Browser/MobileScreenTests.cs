using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>Every screen of the mobile app, in both themes. The screenshots are stored in <c>artifacts/screenshots</c>.</summary>
[Requires(Part.Chromium, Part.MobileApp, Part.AxeCore)]
public sealed class MobileScreenTests(BrowserFixture browser, SingleProcessShopFixture singleProcessShop)
{
    private static readonly string Pictures = Directory.CreateDirectory(SourceTree.PathTo("artifacts", "screenshots")).FullName;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_screen_is_accessible_and_fits(ColorScheme theme)
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!, theme);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/mobile/cart");
        await LookAsync(page, "cart-empty", "Your cart is empty", theme);
        await page.GotoAsync("/mobile/orders");
        await LookAsync(page, "orders-none", "No orders yet", theme);
        await page.GotoAsync(MobileApp.Products);
        await LookAsync(page, "products", "Red Flashlight", theme);
        await page.GetByLabel("Search the shop").FillAsync("no such thing");
        await LookAsync(page, "products-none", "No products found", theme);
        await page.GotoAsync(MobileApp.TelescopePage);
        await page.Button("Add to cart").TapAsync();
        await LookAsync(page, "product", "Added to your cart.", theme);
        await page.Link("Show the cart").TapAsync();
        await LookAsync(page, "cart", "Deliver to", theme);
        await page.Button("Change the address").TapAsync();
        await LookAsync(page, "cart-address", "Street address", theme);
        await page.Link("Go to checkout").TapAsync();
        await LookAsync(page, "checkout", "This is a test card", theme);
        await page.GetByLabel("E-mail address").FillAsync("");
        await page.GetByLabel("Card number").FillAsync("4432-8015-6152-0455");
        await page.PlaceOrderButton().TapAsync();
        await LookAsync(page, "checkout-refused", "Please check the marked fields.", theme);
        await page.GetByLabel("E-mail address").FillAsync("someone@example.com");
        await page.GetByLabel("Card number").FillAsync("4432-8015-6152-0454");
        await page.PlaceOrderButton().TapAsync();
        await LookAsync(page, "confirmation", "Your order is on its way", theme);
        await page.GotoAsync("/mobile/orders");
        await LookAsync(page, "orders", MobileApp.Telescope, theme);
        await page.GotoAsync("/mobile/settings");
        await LookAsync(page, "settings", "Send traces and error reports to the shop", theme);
        await page.GotoAsync("/mobile/currency");
        await LookAsync(page, "currency", "CHF", theme);
        await page.GotoAsync("/mobile/product/NOSUCHSTAR");
        await LookAsync(page, "product-unknown", "No such product", theme);
        await page.GotoAsync("/mobile/no/such/screen");
        await LookAsync(page, "not-found", "There is nothing here", theme);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Screens_that_wait_or_fail_are_accessible(ColorScheme theme)
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!, theme);
        var page = await phone.NewPageAsync();
        var never = new TaskCompletionSource();
        await page.RouteAsync("**/api/products**", _ => never.Task);
        await page.GotoAsync(MobileApp.Products);
        await LookAsync(page, "products-slow", "The network is slow.", theme);

        await page.UnrouteAsync("**/api/products**");
        await page.RouteAsync("**/api/**", route => route.AbortAsync());
        await page.GotoAsync(MobileApp.Products);
        await LookAsync(page, "products-offline", "You are offline", theme);
        never.SetResult();
    }

    [Fact]
    public async Task With_text_twice_as_large_every_screen_fits_and_is_accessible()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        // As in a browser that is set to twice the default text size.
        await phone.RouteAsync("**/mobile/app.css", async route =>
        {
            var style = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = style, Body = await style.TextAsync() + " html { font-size: 32px; }" });
        });
        var page = await phone.NewPageAsync();
        await page.PutTelescopeIntoCartAsync();
        await LookAsync(page, "large-cart", "Deliver to", ColorScheme.Light);
        await page.Link("Go to checkout").TapAsync();
        await LookAsync(page, "large-checkout", "This is a test card", ColorScheme.Light);
        await page.GotoAsync(MobileApp.Products);
        await LookAsync(page, "large-products", "Red Flashlight", ColorScheme.Light);
    }

    [Fact]
    public async Task A_shopper_with_a_keyboard_sees_where_the_focus_is_and_buys()
    {
        const int mostStops = 40;
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(MobileApp.TelescopePage);
        await Expect(page.Button("Add to cart")).ToBeVisibleAsync();

        await GoToAsync("Add to cart");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Added to your cart.")).ToBeVisibleAsync();
        await page.GotoAsync("/mobile/checkout");
        await Expect(page.GetByLabel("E-mail address")).ToBeVisibleAsync();
        await GoToAsync("Place order");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("Your order is on its way")).ToBeVisibleAsync();

        async Task GoToAsync(string label)
        {
            for (var stop = 0; stop < mostStops; stop++)
            {
                await page.Keyboard.PressAsync("Tab");
                (await page.EvaluateAsync<bool>("() => document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
                    .Should().BeTrue("the element with the focus has a visible outline");
                if ((await page.EvaluateAsync<string>("() => document.activeElement.getAttribute('aria-label') ?? ''")).StartsWith(label, StringComparison.Ordinal))
                {
                    return;
                }
            }

            Assert.Fail($"{label} was not reached in {mostStops} stops");
        }
    }

    [Fact]
    public async Task The_pictures_in_the_documents_show_the_app()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!, ColorScheme.Dark, pixelRatio: 2);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(MobileApp.Products, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Screenshot.TakeAsync(page, "mobile-products");

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.PutTelescopeIntoCartAsync();
        await Expect(page.GetByLabel("Totals")).ToContainTextAsync("$ 358.94");
        await Screenshot.TakeAsync(page, "mobile-cart");
    }

    private static async Task LookAsync(IPage page, string name, string awaited, ColorScheme theme)
    {
        await Expect(page.GetByText(awaited).Locator("visible=true").First).ToBeVisibleAsync();
        await page.EvaluateAsync("() => Promise.all([...document.images].map(picture => picture.decode().catch(() => null)))");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"mobile-{name}-{theme}.png"), Animations = ScreenshotAnimations.Disabled });
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).Should().BeLessThanOrEqualTo(0, $"{name} fits the screen");
        (await AccessibilityScan.ViolationsAsync(page)).Should().BeEmpty($"{name} is accessible");
    }
}
