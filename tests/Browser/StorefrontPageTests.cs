using System.Globalization;
using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>Every page, on a phone, a tablet and a desktop, in the light and the dark theme. The screenshots are stored in <c>artifacts/screenshots</c>.</summary>
[Requires(Part.Chromium)]
public sealed class StorefrontPageTests(BrowserFixture browser, SingleProcessShopFixture open)
{
    private static readonly (int Width, int Height)[] Screens = [(390, 844), (820, 1180), (1440, 900)];

    private static readonly string Pictures = Directory.CreateDirectory(SourceTree.PathTo("artifacts", "screenshots")).FullName;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    [Requires(Part.AxeCore)]
    public async Task Every_page_is_accessible_fits_the_screen_and_does_not_shift(ColorScheme theme)
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!, new() { ColorScheme = theme, ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await visitor.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => AddComplaint(complaints, message);
        page.PageError += (_, error) => complaints.Add(error);

        await CheckPageAsync(page, "cart-empty", "/cart", theme);
        await page.AddToCartAsync(isLast: true);
        await page.AddToCartAsync();
        await CheckPageAsync(page, "home", "/", theme);
        await CheckPageAsync(page, "search", "/?q=telescope&category=accessories", theme);
        await CheckPageAsync(page, "search-nothing", "/?q=no+such+thing", theme);
        await CheckPageAsync(page, "product", "/product/66VCHSJNUP", theme);
        await CheckPageAsync(page, "cart", "/cart", theme);
        await page.Field("cart-icon").ClickAsync();
        await page.Field("cart-dropdown-item").First.WaitForAsync();
        await CheckPageAsync(page, "cart-dropdown", null, theme);
        await page.Keyboard.PressAsync("Escape");
        await page.GetByLabel("E-mail address").FillAsync("");
        await page.GetByLabel("City").FillAsync("");
        await page.Field("checkout-place-order").ClickAsync();
        await CheckPageAsync(page, "cart-refused", null, theme);
        await page.GetByLabel("E-mail address").FillAsync("someone@example.com");
        await page.GetByLabel("City").FillAsync("Ottawa");
        await page.PlaceOrderAsync();
        await CheckPageAsync(page, "confirmation", page.Url, theme);
        await CheckPageAsync(page, "orders", "/orders", theme);

        complaints.Should().BeEmpty();
        await CheckPageAsync(page, "not-found", "/no/such/page", theme);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    [Requires(Part.AxeCore)]
    public async Task The_maintenance_page_is_accessible_and_looks_like_the_shop(ColorScheme theme)
    {
        await using var shop = await ShopWithoutModules.StartAsync("Catalog");
        await using var visitor = await browser.NewVisitorAsync(shop.Web.BaseAddress!, new() { ColorScheme = theme });
        var page = await visitor.NewPageAsync();

        await CheckPageAsync(page, "maintenance", "/", theme);

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "We will be right back" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_pictures_in_the_documents_show_the_shop()
    {
        await using var visitor = await browser.NewVisitorAsync(
            open.Shop.Web.BaseAddress!, new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 1280, Height = 800 } });
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Screenshot.TakeAsync(page, "storefront-home");

        await page.AddToCartAsync(isLast: true);
        await page.AddToCartAsync();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Screenshot.TakeAsync(page, "storefront-cart");
    }

    private static void AddComplaint(List<string> complaints, IConsoleMessage message)
    {
        if (message.Type is "error" or "warning")
        {
            complaints.Add($"{message.Location}: {message.Text}");
        }
    }

    private static async Task CheckPageAsync(IPage page, string name, string? address, ColorScheme theme)
    {
        foreach (var (width, height) in Screens)
        {
            await page.SetViewportSizeAsync(width, height);
            if (address is not null)
            {
                await page.GotoAsync(address);
                (await LayoutShiftAsync(page)).Should().BeLessThan(0.01, $"{name} has no visible layout shift at {width} pixels");
            }

            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).Should().BeLessThanOrEqualTo(0, $"{name} fits {width} pixels");
            (await AccessibilityScan.ViolationsAsync(page)).Should().BeEmpty($"{name} is accessible at {width} pixels");
            await LoadPicturesAsync(page);
            await page.ScreenshotAsync(new()
            {
                Path = Path.Combine(Pictures, string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{theme}.png")),
                FullPage = true,
                Animations = ScreenshotAnimations.Disabled,
            });
        }
    }

    // The sum of the layout shifts while the page is rendered, without those after user input.
    private static Task<double> LayoutShiftAsync(IPage page) => page.EvaluateAsync<double>("""
        () => new Promise(done => {
          let moved = 0;
          new PerformanceObserver(list => list.getEntries().forEach(entry => { moved += entry.hadRecentInput ? 0 : entry.value; }))
            .observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => done(moved)));
        })
        """);

    // Pictures further down are not loaded before the page is scrolled.
    private static async Task LoadPicturesAsync(IPage page) => await page.EvaluateAsync("""
        () => Promise.all([...document.images].map(picture => { picture.loading = 'eager'; return picture.decode().catch(() => null); }))
        """);
}
