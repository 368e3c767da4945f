using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Kubernetes.Observability;

/// <summary>The metrics that no test can produce, from <c>absent-metrics.txt</c>, with the reasons.</summary>
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
