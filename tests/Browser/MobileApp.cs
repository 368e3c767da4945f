using System.Text.Json;
using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>The mobile app on the web, on the screen of a phone.</summary>
internal static class MobileApp
{
    public const string Products = "/mobile/";
    public const string Telescope = "Starsense Explorer Refractor Telescope";
    public const string TelescopePage = "/mobile/product/66VCHSJNUP";

    /// <summary>A browser context with the screen of a phone.</summary>
    public static Task<IBrowserContext> NewPhoneAsync(this BrowserFixture browser, Uri shop, ColorScheme theme = ColorScheme.Light, float pixelRatio = 1)
    {
        RealPart.Require(Part.MobileApp);
        return browser.NewVisitorAsync(shop, new()
        {
            ViewportSize = new() { Width = 390, Height = 844 },
            IsMobile = true,
            HasTouch = true,
            ColorScheme = theme,
            DeviceScaleFactor = pixelRatio,
        });
    }

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name }).Locator("visible=true").First;

    public static ILocator PlaceOrderButton(this IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Place order") });

    /// <summary>Puts the telescope into the cart and goes to the cart.</summary>
    public static async Task PutTelescopeIntoCartAsync(this IPage page)
    {
        await page.GotoAsync(TelescopePage);
        await page.Button("Add to cart").TapAsync();
        await page.Link("Show the cart").TapAsync();
        await Expect(page.Link("Go to checkout")).ToBeVisibleAsync();
    }

    public static async Task OpenCheckoutAsync(this IPage page)
    {
        await page.PutTelescopeIntoCartAsync();
        await page.Link("Go to checkout").TapAsync();
        await Expect(page.GetByLabel("E-mail address")).ToBeVisibleAsync();
    }

    /// <summary>Buys the telescope, and taps again while the shop is too busy to respond in time. Returns the number of requests that this took.</summary>
    public static async Task<int> BuyAsync(this IPage page)
    {
        await page.OpenCheckoutAsync();
        for (var requests = 1; ; requests++)
        {
            var request = await page.RunAndWaitForRequestAsync(
                () => page.PlaceOrderButton().TapAsync(), one => one.Method == "POST" && one.Url.Contains("/api/checkout", StringComparison.Ordinal));
            if (await request.ResponseAsync() is { Ok: true })
            {
                await Expect(page.GetByText("Your order is on its way")).ToBeVisibleAsync();
                return requests;
            }

            await Expect(page.GetByRole(AriaRole.Alert).Locator("visible=true").First).ToBeVisibleAsync();
        }
    }

    public static async Task<string> ShopperOfAsync(IPage page)
    {
        using var session = JsonDocument.Parse(await page.EvaluateAsync<string>("localStorage.getItem('session')"));
        return session.RootElement.GetProperty("userId").GetString()!;
    }
}
