using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes.Observability;

/// <summary>What no test can feed, from <c>absent-metrics.txt</c>, where the reasons are.</summary>
internal static class AbsentMetrics
{
    public static IReadOnlyList<string> Prefixes { get; } =
    [
        .. File.ReadLines(SourceTree.PathTo("tests", "Kubernetes", "Observability", "absent-metrics.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split("  ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var beginning, _]
                ? beginning
                : throw new FormatException($"'{line}' has no reason")),
    ];

    public static bool Exempts(string text) => Prefixes.Any(beginning => text.Contains(beginning, StringComparison.Ordinal));
}
