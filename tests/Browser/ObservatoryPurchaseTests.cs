using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>A user buys a telescope in a browser and then opens its trace in the observatory.</summary>
[Requires(Part.Chromium)]
public sealed partial class ObservatoryPurchaseTests(BrowserFixture browser, SingleProcessShopFixture open)
{
    private static readonly TimeSpan TelemetryTimeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_trace_of_a_purchase_has_eleven_services_or_more_and_links_a_span_to_its_log_line()
    {
        await using var visitor = await browser.NewVisitorAsync(open.Shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();
        await page.AddToCartAsync(isLast: true);
        await page.PlaceOrderAsync();
        var order = new Uri(page.Url).Segments[^1];

        await FindAsync(page, order);
        await Screenshot.TakeAsync(page, "observatory-trace");

        var services = await page.Locator(".legend .service").AllInnerTextsAsync();
        services.Should().HaveCountGreaterThanOrEqualTo(11).And.Contain(["frontend-proxy", "frontend", "checkout", "payment", "email", "accounting"]);

        var charge = page.Locator("details.span", new() { HasTextRegex = PaymentsCharge() }).First;
        await charge.Locator("summary").First.ClickAsync();
        await Expect(charge.Locator(".line .body").First).ToBeVisibleAsync();
        (await page.Locator("body").InnerTextAsync()).Should().Contain("****0454").And.NotContain("4432-8015");
    }

    // Searches until the trace of the order includes accounting, which processes the order asynchronously.
    private async Task FindAsync(IPage page, string order)
    {
        var observatory = new Uri(open.Shop.Management.BaseAddress!, "/observatory/");
        await page.GotoAsync(observatory.ToString());
        await Eventually.HoldsAsync(
            "accounting has booked the order, and the trace shows it",
            async _ =>
            {
                await page.GetByLabel("Name or attribute contains").FillAsync($"demo.order.id={order}");
                await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
                return await page.Locator(".trace .dot[title^=accounting]").CountAsync() > 0;
            },
            TelemetryTimeout,
            TestCancellation);
        await page.Locator(".trace a").First.ClickAsync();
    }

    [GeneratedRegex(@"payment\s+oteldemo.PaymentService/Charge")]
    private static partial Regex PaymentsCharge();
}
