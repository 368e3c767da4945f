using System.Collections.Concurrent;
using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>The telemetry that the mobile app sends, as the Observatory shows it.</summary>
[Requires(Part.Chromium, Part.MobileApp)]
public sealed class MobileTelemetryTests(BrowserFixture browser, SingleProcessShopFixture singleProcessShop, SplitShopFixture splitShop)
{
    private const string App = "react-native-app";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(SplitShopFixture.IsSplit), MemberType = typeof(SplitShopFixture))]
    public async Task A_purchase_is_one_trace_from_the_tap_to_accounting(bool isSplit)
    {
        await using var phone = await browser.NewPhoneAsync(isSplit ? await splitShop.AddressAsync() : singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        while (await page.BuyAsync() > 1)
        {
            // Each tap is a trace, and an order of an earlier tap may be confirmed after a later one. The next purchase has a new session.
            await page.EvaluateAsync("localStorage.removeItem('session')");
        }

        var trace = await FindTraceAsync("tap place order", await MobileApp.ShopperOfAsync(page), [App, "frontend-proxy", "accounting", "email", "fraud-detection"], isSplit);

        var tap = trace.Single(span => span.Parent is null);
        (tap.Service, tap.Name).Should().Be((App, "tap place order"));
        var fetch = trace.Single(span => span is { Service: App, Name: "POST /api/checkout" });
        fetch.Parent.Should().Be(tap.Id);
        trace.Should().Contain(span => span.Service == "frontend-proxy" && span.Parent == fetch.Id);
        trace.Should().Contain(span => span.Service == App && span.Name == "screen Confirmation" && span.Parent == tap.Id);
        trace.Select(span => span.Service).Distinct().Should().HaveCountGreaterThanOrEqualTo(11);
        trace.Where(span => span.Service == App).Should().OnlyContain(span => span.Tags.ContainsKey("session.id"));
    }

    [Fact]
    public async Task A_screen_its_requests_and_the_tap_that_opened_it_are_one_trace()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(MobileApp.Products);
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^" + MobileApp.Telescope) }).TapAsync();
        await Expect(page.Button("Add to cart")).ToBeVisibleAsync();

        var trace = await FindTraceAsync("tap product", await MobileApp.ShopperOfAsync(page), [App, "frontend-proxy", "frontend", "product-catalog"]);

        var screen = trace.Single(span => span is { Service: App, Name: "screen Product" });
        screen.Parent.Should().Be(trace.Single(span => span.Name == "tap product").Id);
        trace.Single(span => span is { Service: App, Name: "GET /api/products/{productId}" }).Parent.Should().Be(screen.Id);
    }

    [Fact]
    public async Task A_crash_is_a_log_event_of_the_app()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/mobile/settings");
        await Expect(page.Button("Test the connection")).ToBeVisibleAsync();

        await page.EvaluateAsync("setTimeout(() => { throw new RangeError('77 Quokka Hollow') })");

        await Eventually.HoldsAsync("the Observatory has the crash", async token =>
        {
            var logs = await singleProcessShop.Shop.Management.GetStringAsync(new Uri($"/observatory/logs?service={App}", UriKind.Relative), token);
            logs.Should().NotContain("Quokka");
            return logs.Contains("<code>app.crash</code> RangeError", StringComparison.Ordinal);
        }, Timeout, TestCancellation);
    }

    [Fact]
    public async Task A_card_an_email_address_and_a_street_are_not_in_the_telemetry()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        var sent = new ConcurrentBag<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/otlp-http/", StringComparison.Ordinal))
            {
                sent.Add(request.PostData ?? "");
            }
        };
        await page.OpenCheckoutAsync();
        await page.GetByLabel("E-mail address").FillAsync("canary.7c1d@example.org");
        await page.GetByLabel("Street address").Locator("visible=true").FillAsync("77 Quokka Hollow");
        await page.GetByLabel("Card number").FillAsync("4916-0816-6217-7968");
        await page.GetByLabel("CVV").FillAsync("8673");
        await page.PlaceOrderButton().TapAsync();
        await Expect(page.GetByText("77 Quokka Hollow").Locator("visible=true")).ToBeVisibleAsync();

        var trace = await FindTraceAsync("tap place order", await MobileApp.ShopperOfAsync(page), [App, "accounting"]);

        await Eventually.HoldsAsync("the tap is sent", _ => Task.FromResult(sent.Any(batch => batch.Contains("tap place order", StringComparison.Ordinal))), Timeout, TestCancellation);
        foreach (var secret in (string[])["canary.7c1d", "Quokka", "4916-0816", "4916081662177968", "\"8673\"", "Mountain View"])
        {
            sent.Should().NotContain(batch => batch.Contains(secret, StringComparison.OrdinalIgnoreCase), secret);
            trace.SelectMany(span => span.Tags.Values).Should().NotContain(value => value.Contains(secret, StringComparison.OrdinalIgnoreCase), secret);
        }
    }

    [Fact]
    public async Task Telemetry_that_could_not_be_sent_is_sent_after_the_next_start()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        await phone.RouteAsync("**/otlp-http/**", route => route.AbortAsync());
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/mobile/no/such/screen");
        await Expect(page.GetByText("There is nothing here")).ToBeVisibleAsync();
        await page.WaitUntilAsync("(localStorage.getItem('telemetry_unsent') ?? '').includes('screen Not found')");
        var shopper = await MobileApp.ShopperOfAsync(page);
        await page.CloseAsync();

        await phone.UnrouteAsync("**/otlp-http/**");
        await (await phone.NewPageAsync()).GotoAsync("/mobile/orders");

        (await FindTraceAsync("screen Not found", shopper, [App])).Should().NotBeEmpty();
    }

    [Fact]
    public async Task While_imageSlowLoad_is_on_products_appear_at_once_and_their_pictures_late()
    {
        await using var shop = await ShopUnderTest.StartAsync(AstronomyShop.Host.Shop.Modules, [FlagSwitch.Setting]);
        await FlagSwitch.SetAsync(shop.Web, "imageSlowLoad", "5sec", TestCancellation);
        await using var phone = await browser.NewPhoneAsync(shop.Web.BaseAddress!);
        var page = await phone.NewPageAsync();
        var picture = page.WaitForResponseAsync(response => response.Url.Contains("/images/products/RedFlashlight.jpg", StringComparison.Ordinal));

        await page.GotoAsync(MobileApp.Products);

        await Expect(page.GetByText("Red Flashlight")).ToBeVisibleAsync();
        picture.IsCompleted.Should().BeFalse("the products do not wait for their pictures");
        var request = (await picture).Request;
        (await request.HeaderValueAsync("x-envoy-fault-delay-request")).Should().Be("5000");
        request.Headers.Should().ContainKey("traceparent");
    }

    [Fact]
    public async Task With_telemetry_off_nothing_is_sent()
    {
        await using var phone = await browser.NewPhoneAsync(singleProcessShop.Shop.Web.BaseAddress!);
        await phone.AddInitScriptAsync("localStorage.telemetry_enabled = 'off'");
        var page = await phone.NewPageAsync();
        var traced = new ConcurrentBag<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/otlp-http/", StringComparison.Ordinal) || request.Headers.ContainsKey("traceparent") || request.Headers.ContainsKey("baggage"))
            {
                traced.Add(request.Url);
            }
        };

        await page.BuyAsync();

        traced.Should().BeEmpty();
    }

    // The trace of one user's operation, once it has spans of all these services and no parent span is missing.
    private async Task<IReadOnlyList<TraceSpan>> FindTraceAsync(string operation, string shopper, string[] services, bool isSplit = false)
    {
        var observatory = isSplit ? await splitShop.ManagementAsync() : singleProcessShop.Shop.Management;
        return await Eventually.FindAsync(
            $"a trace of {string.Join(", ", services)} with {operation}",
            async token => (await TraceSpan.TracesAsync(observatory, App, operation, [("session.id", shopper)], DateTimeOffset.UnixEpoch, token))
                .FirstOrDefault(spans => services.All(service => spans.Any(span => span.Service == service)) && spans.All(span => span.Parent == null || spans.Any(one => one.Id == span.Parent))),
            Timeout,
            TestCancellation);
    }
}
