using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>
/// Takes the screenshots of <c>docs/incidents.md</c> on every run, in one shop and one incident after the other, so that a page that no longer shows its
/// symptom fails a test.
/// </summary>
[Requires(Part.Chromium)]
[Collection(nameof(ScreenshotCollection))]
public sealed class IncidentScreenshotTests(BrowserFixture browser, IncidentShopFixture shop) : IClassFixture<IncidentShopFixture>
{
    public static TheoryData<string> Flags => [.. IncidentScreenshot.All.Keys];

    private static BrowserNewContextOptions ScreenshotOptions =>
        new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1000, Height = 560 } };

    [Theory, MemberData(nameof(Flags))]
    public async Task The_screenshot_of_each_incident_shows_its_symptom(string flag)
    {
        var scene = IncidentScreenshot.All[flag];
        await using var visitor = await browser.NewVisitorAsync(shop.Web, ScreenshotOptions);
        await shop.SetFlagsAsync(scene.On);
        try
        {
            var page = await visitor.NewPageAsync();
            await scene.Play(shop, page);
            await Screenshot.TakeAsync(page, $"incident-{flag}");
        }
        finally
        {
            await shop.SetFlagsAsync(scene.Off);
        }
    }
}

/// <summary>Not parallel: incidents that use much CPU would slow down all other tests.</summary>
[CollectionDefinition(nameof(ScreenshotCollection), DisableParallelization = true)]
public sealed class ScreenshotCollection;
