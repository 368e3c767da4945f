using AstronomyShop.Tests.Testing;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>The steps and the checks of the public shop's browser tests, in both deployments.</summary>
[Requires(Part.Chromium)]
public sealed partial class PublicCypressStepsTests(BrowserFixture browser, SingleProcessShopFixture open, SplitShopFixture split) : IAsyncLifetime
{
    private IBrowserContext visitor = null!;
    private IPage page = null!;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => visitor?.DisposeAsync() ?? default;

    [Theory, MemberData(nameof(SplitShopFixture.IsSplit), MemberType = typeof(SplitShopFixture))]
    public async Task The_home_page_shows_ten_products_and_the_session_id(bool isSplit)
    {
        await OpenPageAsync(isSplit);

        await page.GotoAsync("/");

        await Expect(page.Field("home-page")).ToBeVisibleAsync();
        await Expect(page.Field("product-list").Locator("[data-cy=\"product-card\"]")).ToHaveCountAsync(10);
        await Expect(page.Field("session-id")).ToContainTextAsync(await StoredUserAsync());
    }

    [Theory, MemberData(nameof(SplitShopFixture.IsSplit), MemberType = typeof(SplitShopFixture))]
    public async Task Prices_follow_the_currency_without_a_reload(bool isSplit)
    {
        await OpenPageAsync(isSplit);
        await page.GotoAsync("/");
        await page.EvaluateAsync("window.isTheSamePage = true");

        await page.Field("currency-switcher").SelectOptionAsync("EUR");

        await Expect(page.Field("product-card").First).ToContainTextAsync("€");
        await Expect(page.Field("product-card")).ToHaveCountAsync(10);
        await Expect(page.Field("currency-switcher")).ToHaveValueAsync("EUR");
        (await page.EvaluateAsync<bool>("window.isTheSamePage === true")).Should().BeTrue();
        (await StoredAsync()).GetProperty("currencyCode").GetString().Should().Be("EUR");
    }

    [Theory, MemberData(nameof(SplitShopFixture.IsSplit), MemberType = typeof(SplitShopFixture))]
    public async Task A_corrupted_session_is_replaced(bool isSplit)
    {
        await OpenPageAsync(isSplit);
        await visitor.AddInitScriptAsync("localStorage.setItem('session', '{not json')");

        await page.GotoAsync("/");

        await Expect(page.Field("session-id")).ToContainTextAsync(Uuid());
        await page.WaitUntilAsync("localStorage.getItem('session') !== '{not json'");
        await Expect(page.Field("session-id")).ToContainTextAsync(await StoredUserAsync());
    }

    [Theory, MemberData(nameof(SplitShopFixture.IsSplit), MemberType = typeof(SplitShopFixture))]
    public async Task A_click_on_a_product_requests_the_product_its_ads_and_four_recommendations(bool isSplit)
    {
        await OpenPageAsync(isSplit);
        await page.GotoAsync("/");
        await page.EvaluateAsync("window.isTheSamePage = true");
        var product = page.WaitForResponseAsync(ProductCall());
        var ads = page.WaitForResponseAsync(AdCall());
        var recommendations = page.WaitForResponseAsync(RecommendationCall());

        await page.Field("product-card").First.ClickAsync();

        await Task.WhenAll(product, ads, recommendations);
        foreach (var part in (string[])["product-detail", "product-picture", "product-name", "product-description", "product-add-to-cart"])
        {
            await Expect(page.Field(part)).ToBeVisibleAsync();
        }

        await Expect(page.Field("product-card")).ToHaveCountAsync(4);
        await Expect(page.Field("ad")).ToHaveCountAsync(1);
        await Expect(page).ToHaveTitleAsync("Otel Demo - Product");
        (await page.EvaluateAsync<bool>("window.isTheSamePage === true")).Should().BeTrue();
    }

    [Theory, MemberData(nameof(SplitShopFixture.IsSplit), MemberType = typeof(SplitShopFixture))]
    public async Task A_product_without_a_picture_is_shown_without_a_picture(bool isSplit)
    {
        await OpenPageAsync(isSplit);
        var requested = new List<string>();
        page.Request += (_, request) => requested.Add(request.Url);
        await page.RouteAsync(ProductCall(), async route =>
        {
            var response = await route.FetchAsync();
            var product = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await response.TextAsync())!;
            product.Remove("picture").Should().BeTrue();
            await route.FulfillAsync(new() { Response = response, Json = product });
        });
        await page.GotoAsync("/");

        await page.Field("product-card").First.ClickAsync();

        await Expect(page.Field("product-name")).ToBeVisibleAsync();
        await Expect(page.Field("product-picture")).ToHaveCountAsync(0);
        requested.Should().NotContain(url => url.EndsWith("/images/products/undefined", StringComparison.Ordinal) || url.EndsWith("/images/products/blank", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(SplitShopFixture.IsSplit), MemberType = typeof(SplitShopFixture))]
    public async Task Added_products_are_counted_and_listed_below_the_cart_icon(bool isSplit)
    {
        await OpenPageAsync(isSplit);
        await page.GotoAsync("/");
        await page.Field("product-card").First.ClickAsync();
        var added = page.WaitForResponseAsync(response => CartCall().IsMatch(response.Url) && response.Request.Method == "POST");
        var read = page.WaitForResponseAsync(response => CartCall().IsMatch(response.Url) && response.Request.Method == "GET");

        await page.Field("product-add-to-cart").ClickAsync();

        await Task.WhenAll(added, read);
        await Expect(page).ToHaveURLAsync(CartPage());
        await Expect(page.Field("cart-item-count")).ToContainTextAsync("1");
        await page.Field("cart-icon").ClickAsync(new() { Force = true });
        await Expect(page.Field("cart-dropdown-item")).ToHaveCountAsync(1);
    }

    [Theory, MemberData(nameof(SplitShopFixture.IsSplit), MemberType = typeof(SplitShopFixture))]
    public async Task Two_products_are_bought_and_confirmed_line_by_line(bool isSplit)
    {
        await OpenPageAsync(isSplit);
        await page.AddToCartAsync();
        await Expect(page.Field("cart-item-count")).ToContainTextAsync("1");
        await page.AddToCartAsync(isLast: true);
        await Expect(page.Field("cart-item-count")).ToContainTextAsync("2");
        await page.Field("cart-icon").ClickAsync(new() { Force = true });
        await page.Field("cart-go-to-shopping").ClickAsync();
        await Expect(page).ToHaveURLAsync(CartPage());
        var placed = page.WaitForResponseAsync(response => response.Url.Contains("/api/checkout", StringComparison.Ordinal));

        await page.Field("checkout-place-order").ClickAsync();

        (await placed).Status.Should().Be(200);
        await page.WaitForURLAsync("**/checkout/**");
        await Expect(page.Field("checkout-item")).ToHaveCountAsync(2);
    }

    private async Task OpenPageAsync(bool isSplit)
    {
        // The viewport size of those tests.
        visitor = await browser.NewVisitorAsync(isSplit ? await split.AddressAsync() : open.Shop.Web.BaseAddress!, new() { ViewportSize = new() { Width = 1000, Height = 660 } });
        page = await visitor.NewPageAsync();
    }

    private async Task<JsonElement> StoredAsync() => JsonDocument.Parse(await page.EvaluateAsync<string>("localStorage.getItem('session')")).RootElement;

    private async Task<string> StoredUserAsync() => (await StoredAsync()).GetProperty("userId").GetString()!;

    [GeneratedRegex("/api/products/")]
    private static partial Regex ProductCall();

    [GeneratedRegex("/api/data")]
    private static partial Regex AdCall();

    [GeneratedRegex("/api/recommendations")]
    private static partial Regex RecommendationCall();

    [GeneratedRegex("/api/cart")]
    private static partial Regex CartCall();

    [GeneratedRegex("/cart$")]
    private static partial Regex CartPage();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
