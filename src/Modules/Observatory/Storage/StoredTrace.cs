using Google.Protobuf;

namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>A snapshot of the stored spans of a trace.</summary>
internal sealed class StoredTrace(ByteString id, StoredSpan[] spans)
{
    public ByteString TraceId => id;

    public string Id { get; } = StoredSpan.Hex(id);

    public IReadOnlyList<StoredSpan> Spans => spans;

    public DateTime Start { get; } = StoredSpan.At(spans.Min(span => span.Span.StartTimeUnixNano));

    public DateTime End { get; } = StoredSpan.At(spans.Max(span => span.Span.EndTimeUnixNano));

    public TimeSpan Duration => End > Start ? End - Start : TimeSpan.Zero;

    public bool HasError => spans.Any(span => span.IsError);

    /// <summary>The root span; the earliest span when the root is not stored.</summary>
    public StoredSpan Root { get; } =
        spans.OrderBy(span => span.Span.ParentSpanId.Length).ThenBy(span => span.Span.StartTimeUnixNano).First();

    /// <summary>
    /// The span that describes the trace: its root. An edge names all requests alike, so of a trace that begins there it is the first server span
    /// behind it.
    /// </summary>
    public StoredSpan Headline => !Root.IsServed || Root.Name.AsSpan().IndexOfAny(' ', '/') >= 0
        ? Root
        : spans.Where(span => span.IsServed && span.Service != Root.Service).MinBy(span => span.Span.StartTimeUnixNano) ?? Root;

    /// <summary>The spans with their depth: parents before children, siblings by time.</summary>
    public IReadOnlyList<(StoredSpan Span, int Depth)> InOrder()
    {
        var known = spans.Select(span => span.Span.SpanId).ToHashSet();
        var children = spans.Where(span => known.Contains(span.Span.ParentSpanId)).ToLookup(span => span.Span.ParentSpanId);
        var rows = new List<(StoredSpan, int)>(spans.Length);
        var open = new Stack<(StoredSpan Span, int Depth)>(
            ByTimeReversed(spans.Where(span => !known.Contains(span.Span.ParentSpanId))).Select(span => (span, 0)));
        var placed = new HashSet<ByteString>();
        while (open.TryPop(out var next))
        {
            // A span that was sent twice, or is part of a cycle, is shown once.
            if (!placed.Add(next.Span.Span.SpanId))
            {
                continue;
            }

            rows.Add(next);
            foreach (var child in ByTimeReversed(children[next.Span.Span.SpanId]))
            {
                open.Push((child, next.Depth + 1));
            }
        }

        return rows;
    }

    private static IEnumerable<StoredSpan> ByTimeReversed(IEnumerable<StoredSpan> spans) =>
        spans.OrderByDescending(span => span.Span.StartTimeUnixNano);
}
