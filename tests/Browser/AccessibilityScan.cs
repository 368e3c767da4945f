using System.Text.Json;
using AstronomyShop.Tests.Testing;
using Microsoft.Playwright;

namespace AstronomyShop.Tests.Browser;

/// <summary>Checks a page with axe-core from npm, which covers the WCAG rules that a program can check.</summary>
internal static class AccessibilityScan
{
    private const string Run = """
        async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
            .violations.map(rule => `${rule.id}: ${rule.nodes.map(node => node.html).join(' | ')}`)
        """;

    private static readonly string Script = SourceTree.PathTo("tests", "Browser", "node_modules", "axe-core", "axe.min.js");

    /// <summary>The violated rules, each with the elements that violate it.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        RealPart.Require(Part.AxeCore);
        await page.EvaluateAsync(await File.ReadAllTextAsync(Script));
        var violations = await page.EvaluateAsync<JsonElement>(Run);
        return [.. violations.EnumerateArray().Select(violation => violation.GetString()!)];
    }
}
