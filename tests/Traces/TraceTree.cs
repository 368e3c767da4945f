namespace AstronomyShop.Tests.Traces;

/// <summary>A trace as lines, each child indented under its parent, in an order that does not depend on time.</summary>
internal static class TraceTree
{
    public static IReadOnlyList<string> Of(IReadOnlyCollection<RecordedSpan> spans)
    {
        var ids = spans.Select(span => span.Id).ToHashSet();
        var children = spans.ToLookup(span => ids.Contains(span.ParentId) ? span.ParentId : "");
        return Children("", children);
    }

    /// <summary>Both traces in two columns; lines that differ are marked.</summary>
    public static string SideBySide(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var width = left.Select(line => line.Length).DefaultIfEmpty().Max() + 2;
        var lines = Enumerable.Range(0, Math.Max(left.Count, right.Count)).Select(at => (Left: left.ElementAtOrDefault(at) ?? "", Right: right.ElementAtOrDefault(at) ?? ""));
        return string.Join('\n', lines.Select(line => $"{(line.Left == line.Right ? ' ' : '!')} {line.Left.PadRight(width)}| {line.Right}"));
    }

    private static List<string> Children(string parent, ILookup<string, RecordedSpan> children) =>
    [
        .. children[parent]
            .Select(span => (List<string>)[span.Label, .. Children(span.Id, children).Select(line => "  " + line)])
            .OrderBy(lines => string.Join('\n', lines), StringComparer.Ordinal)
            .SelectMany(lines => lines),
    ];
}
