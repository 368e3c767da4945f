using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes.Observability;

/// <summary>What no test can feed, from <c>unfed.txt</c>, where the reasons are.</summary>
internal static class Unfed
{
    public static IReadOnlyList<string> Beginnings { get; } =
    [
        .. File.ReadLines(SourceTree.PathTo("tests", "Kubernetes", "Observability", "unfed.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split("  ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var beginning, _]
                ? beginning
                : throw new FormatException($"'{line}' has no reason")),
    ];

    public static bool Excuses(string text) => Beginnings.Any(beginning => text.Contains(beginning, StringComparison.Ordinal));
}
