using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AstronomyShop.Modules.Storefront;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Storefront;

public sealed partial class CatalogPagesTests(StorefrontFixture storefront) : IClassFixture<StorefrontFixture>
{
    private readonly HttpClient web = storefront.Web;

    [Fact]
    public async Task The_home_page_shows_the_ten_products()
    {
        var page = await web.FetchAsync("/");

        page.Status.Should().Be(HttpStatusCode.OK);
        page.ContentType.Should().Be("text/html; charset=utf-8");
        page.Body.Should().Contain("<title>Otel Demo - Home</title>").And.Contain("""<div data-cy="home-page">""")
            .And.Contain("""<h1 id="hot-products" data-cy="hot-products">""").And.Contain("""data-cy="product-list" """);
        Card().Count(page.Body).Should().Be(10);
        page.Body.Should().Contain("""<a href="/product/LS4PSXUNUM">""").And.Contain("""src="/images/products/RedFlashlight.jpg?v=""")
            .And.Contain("""<span class="price" data-cy="product-price">$ 57.08</span>""")
            .And.Contain("$ 3599.00").And.Contain("$ 0.99");
    }

    [Fact]
    public async Task Pages_allow_only_the_script_of_the_shop_and_have_no_inline_styles()
    {
        var page = await web.FetchAsync("/");

        page.Header("Content-Security-Policy").Should().StartWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'").And.NotContain("unsafe");
        page.Body.Should().NotContain("<style").And.NotContain("style=").And.NotMatchRegex("<script(?! type=\"module\" src=\"/scripts/[0-9a-f]{12}/[a-z]+.js\"></script>)").And.NotMatchRegex(" on[a-z]+=");
    }

    [Fact]
    public async Task A_new_visitor_gets_an_HttpOnly_same_site_session_cookie()
    {
        var page = await web.FetchAsync("/");

        page.Header("Set-Cookie").Should().MatchRegex("^shop=[0-9a-f-]{36}\\.USD; max-age=2592000; path=/; samesite=lax; httponly$");
        (await web.FetchAsync("/", ("Cookie", StorefrontClient.Cookie()))).Header("Set-Cookie").Should().BeNull();
        (await web.FetchAsync("/", ("X-Forwarded-Proto", "https"))).Header("Set-Cookie").Should().StartWith("__Host-shop=").And.Contain("; secure;");
    }

    [Fact]
    public async Task An_invalid_session_is_replaced()
    {
        foreach (var wrong in (string[])["", "ana.EUR", "6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1", "6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1.euros"])
        {
            (await web.FetchAsync("/", ("Cookie", $"shop={wrong}"))).Header("Set-Cookie")
                .Should().MatchRegex("^shop=[0-9a-f-]{36}\\.USD;").And.NotContain("6d9b3f9f");
        }
    }

    [Theory]
    [InlineData("EUR", "€ 50.49")]
    [InlineData("JPY", "¥ 6382")]
    [InlineData("SEK", "kr 532.05")]
    [InlineData("USD", "$ 57.08")]
    public async Task Prices_are_in_the_currency_of_the_session_with_its_symbol_and_its_decimals(string currency, string price) =>
        (await web.FetchAsync("/product/LS4PSXUNUM", ("Cookie", StorefrontClient.Cookie(currency)))).Body.Should().Contain($"""data-cy="product-price">{price}</span>""");

    [Fact]
    public async Task A_session_with_a_removed_currency_still_works() =>
        (await web.FetchAsync("/", ("Cookie", StorefrontClient.Cookie("ZZZ")))).Body.Should().Contain("$ 57.08");

    [Theory]
    [InlineData("/?q=comet", 1)]
    [InlineData("/?category=accessories", 5)]
    [InlineData("/?category=telescopes&q=camera", 2)]
    [InlineData("/?q=no+such+thing", 0)]
    public async Task The_catalog_can_be_searched_and_filtered_by_category(string path, int found)
    {
        var page = await web.FetchAsync(path);

        Card().Count(page.Body).Should().Be(found);
        page.Body.Contains("No products found").Should().Be(found == 0);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/product/LS4PSXUNUM")]
    [InlineData("/cart")]
    [InlineData("/orders")]
    [InlineData("/no/such/page")]
    public async Task A_page_is_small_and_is_not_cached(string path)
    {
        var page = await web.FetchAsync(path);

        page.Body.Length.Should().BeLessThan(30_000);
        page.Header("Cache-Control").Should().Be("no-store");
    }

    [Fact]
    public async Task Styles_and_scripts_with_a_content_hash_are_cacheable_for_a_year()
    {
        var page = await web.FetchAsync("/");
        foreach (var address in Asset().Matches(page.Body).Select(match => match.Groups[1].Value))
        {
            (await web.FetchAsync(address)).Header("Cache-Control").Should().Be("public, max-age=31536000, immutable", address);
        }

        (await web.FetchAsync("/styles.css")).Header("Cache-Control").Should().Be("public, max-age=3600");
        (await web.FetchAsync("/scripts/yesterday/main.js")).Header("Cache-Control").Should().Be("public, max-age=3600");
        (await web.FetchAsync("/scripts/yesterday/no-such.js")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task All_scripts_together_are_smaller_than_30_KB_compressed()
    {
        var page = await web.FetchAsync("/");
        var packed = 0L;
        foreach (var address in Asset().Matches(page.Body).Select(match => match.Groups[1].Value).Where(address => address.EndsWith(".js", StringComparison.Ordinal) && !IsTelemetry(address)))
        {
            using var whole = new MemoryStream();
            await using (var packing = new GZipStream(whole, CompressionLevel.Optimal, leaveOpen: true))
            {
                await packing.WriteAsync(Encoding.UTF8.GetBytes((await web.FetchAsync(address)).Body), TestContext.Current.CancellationToken);
            }

            packed += whole.Length;
        }

        packed.Should().BeInRange(1_000, 30_000);
    }

    [Fact]
    public async Task The_startup_banner_states_whether_browser_telemetry_is_on()
    {
        var isBundled = (await web.FetchAsync("/")).Body.Contains("/telemetry.js\"", StringComparison.Ordinal);

        storefront.Shop.StartupBanner.Should().Contain($"  visits      {new BrowserTelemetryStartupMessage(isBundled).Text}");
        new BrowserTelemetryStartupMessage(isBundled: false).Text.Should().Contain("no browser telemetry").And.Contain("its bundle was not built");
        new BrowserTelemetryStartupMessage(isBundled: true).Text.Should().StartWith("browsers send spans");
    }

    [Fact]
    public async Task Pages_support_only_GET_and_HEAD()
    {
        foreach (var path in (string[])["/", "/styles.css"])
        {
            var page = await web.SendRequestAsync(HttpMethod.Head, path);
            page.Status.Should().Be(HttpStatusCode.OK);
            page.Body.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task The_stylesheet_is_served() =>
        (await web.FetchAsync("/styles.css")).ContentType.Should().Be("text/css; charset=utf-8");

    [Fact]
    public async Task Every_product_has_a_page()
    {
        var page = await web.FetchAsync("/product/LS4PSXUNUM");

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Body.Should().Contain("<title>Otel Demo - Product</title>").And.Contain("""data-cy="product-detail" """)
            .And.Contain("""src="/images/products/RedFlashlight.jpg?v=""").And.Contain("""data-cy="product-price">$ 57.08</span>""");
    }

    [Fact]
    public async Task An_unknown_product_has_no_page() =>
        (await web.FetchAsync("/product/NOSUCHITEM")).Body.Should().Contain("<title>Otel Demo - Page Not Found</title>");

    [Fact]
    public async Task An_unknown_page_links_to_the_home_page()
    {
        var page = await web.FetchAsync("/no/such/<page>");

        page.Status.Should().Be(HttpStatusCode.NotFound);
        page.ContentType.Should().Be("text/html; charset=utf-8");
        page.Body.Should().Contain("<title>Otel Demo - Page Not Found</title>").And.Contain("""href="/">Home</a>""").And.NotContain("<page>");
        page.Header("Content-Security-Policy").Should().NotBeNull();
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(StatusCode.Unknown, HttpStatusCode.InternalServerError)]
    public async Task Without_a_catalog_an_error_page_is_shown(StatusCode broken, HttpStatusCode shown)
    {
        await using var shop = await ShopUnderTest.StartAsync(StorefrontFixture.With(new FailingCatalogModule(broken)));

        var page = await shop.Web.FetchAsync("/");

        page.Status.Should().Be(shown);
        page.ContentType.Should().Be("text/html; charset=utf-8");
        page.Body.Should().Contain("<title>Otel Demo - Server Error</title>").And.NotContain("Gearbox");
    }

    // The bundle of browser telemetry is built separately and is optional.
    private static bool IsTelemetry(string address) => address.EndsWith("/telemetry.js", StringComparison.Ordinal);

    [GeneratedRegex("""<a href="/product/[0-9A-Z]{10}"><div class="product" data-cy="product-card" """)]
    private static partial Regex Card();

    [GeneratedRegex("(?:src|href)=\"(/(?:scripts|styles)[^\"]+)\"")]
    private static partial Regex Asset();
}
