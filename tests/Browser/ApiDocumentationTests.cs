using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AstronomyShop.Tests.Browser;

/// <summary>The page that shows the API and lets developers try it, in a browser that enforces its content security policy.</summary>
[Requires(Part.Chromium)]
public sealed class ApiDocumentationTests(BrowserFixture browser)
{
    [Fact]
    public async Task The_page_shows_and_calls_the_API_and_sends_no_cross_origin_request()
    {
        await using var shop = await ShopWithoutModules.StartWithAsync(["Edge", "Storefront", "Currency"], Environments.Development);
        await using var visitor = await browser.NewVisitorAsync(shop.Web.BaseAddress!);
        var page = await visitor.NewPageAsync();
        var (requests, violations) = (new List<string>(), new List<string>());
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => violations.AddRange(message.Text.Contains("Content Security Policy", StringComparison.Ordinal) ? [message.Text] : []);

        await page.GotoAsync("/api/docs#tag/currencies/GET/api/currency");
        await Expect(page.GetByText("Lists the currencies in which the shop shows prices").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Test Request.*currency") }).First.ClickAsync();
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { NameRegex = new("Send") }).First.ClickAsync(),
            response => response.Url.EndsWith("/api/currency", StringComparison.Ordinal));

        answer.Status.Should().Be(200);
        requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal))
            .Should().OnlyContain(url => url.StartsWith(shop.Web.BaseAddress!.ToString(), StringComparison.Ordinal));
        violations.Should().BeEmpty();
    }
}
