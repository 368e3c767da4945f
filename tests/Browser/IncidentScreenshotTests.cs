using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>Who reads about an incident sees what it looks like. One shop, one problem after the other, on every run: a page that stops showing its symptom is noticed.</summary>
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

/// <summary>Problems that burn processors would be everybody's.</summary>
[CollectionDefinition(nameof(ScreenshotCollection), DisableParallelization = true)]
public sealed class ScreenshotCollection;
