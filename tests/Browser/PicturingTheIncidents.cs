using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>Who reads about an incident sees what it looks like. One shop, one problem after the other, on every run: a page that stops showing its symptom is noticed.</summary>
[Requires(Part.Chromium)]
[Collection(nameof(Undisturbed))]
public sealed class PicturingTheIncidents(RealBrowser browser, TroubledShop shop) : IClassFixture<TroubledShop>
{
    public static TheoryData<string> Flags => [.. Scene.All.Keys];

    private static BrowserNewContextOptions Calm =>
        new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1000, Height = 560 } };

    [Theory, MemberData(nameof(Flags))]
    public async Task The_page_of_each_shows_where_to_look(string flag)
    {
        var scene = Scene.All[flag];
        await using var visitor = await browser.NewVisitor(shop.Web, Calm);
        await shop.Turn(scene.On);
        try
        {
            var page = await visitor.NewPageAsync();
            await scene.Play(shop, page);
            await Picture.Take(page, $"incident-{flag}");
        }
        finally
        {
            await shop.Turn(scene.Off);
        }
    }
}

/// <summary>Problems that burn processors would be everybody's.</summary>
[CollectionDefinition(nameof(Undisturbed), DisableParallelization = true)]
public sealed class Undisturbed;
