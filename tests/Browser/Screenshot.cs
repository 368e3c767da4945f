using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>Takes screenshots for the documents: on every run, stored in <c>docs/pictures</c> only when <c>UPDATE_DOCS</c> is 1.</summary>
internal static class Screenshot
{
    private const string Update = "UPDATE_DOCS";

    public static async Task TakeAsync(IPage page, string name)
    {
        var kept = SourceTree.PathTo("docs", "pictures", $"{name}.png");
        var isRenewed = Environment.GetEnvironmentVariable(Update) == "1";
        var picture = await page.ScreenshotAsync(new() { Path = isRenewed ? kept : null, Animations = ScreenshotAnimations.Disabled });

        picture.Should().NotBeEmpty();
        File.Exists(kept).Should().BeTrue($"docs/pictures shows {name}; {Update}=1 dotnet test --project tests/Browser updates it");
    }
}
