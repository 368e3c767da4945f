using AstronomyShop.Modules.Observatory.Storage;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>A span of the waterfall, with the data that it expands to.</summary>
internal sealed record SpanRowModel(StoredTrace Trace, StoredSpan Span, int Depth, IReadOnlyList<StoredLog> Logs)
{
    private const int DeepestIndent = 24;

    public int Indent => Math.Min(Depth, DeepestIndent);

    /// <summary>The left end of the bar, in percent of the trace.</summary>
    public double From => Math.Min(99.75, Percent(Span.Start - Trace.Start));

    /// <summary>The length of the bar, in percent of the trace.</summary>
    public double Length => Math.Max(0.25, Percent(Span.Duration));

    private double Percent(TimeSpan time) => 100.0 * time.Ticks / Math.Max(1, Trace.Duration.Ticks);
}
