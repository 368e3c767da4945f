using AstronomyShop.Modules.Observatory.Storage;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>Rate, errors and duration of each operation of the last minutes, and the annotations of that time.</summary>
internal sealed record OperationsTableModel(IReadOnlyList<Annotation> Annotations, IReadOnlyList<Operation> Operations)
{
    public const int Minutes = 10;

    private const int Steps = 30;
    private const int MaxOperations = 60;

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(Minutes) / Steps;

    /// <summary>The positions of the annotations in a chart.</summary>
    public required IReadOnlyList<(double At, string Text)> Marks { get; init; }

    public static OperationsTableModel Of(TelemetryStore store, string service)
    {
        var since = store.Time.GetUtcNow().UtcDateTime.AddMinutes(-Minutes);
        var annotations = Annotation.Since(since, store.Logs);
        var operations = store.Traces.All().Where(trace => trace.End >= since).SelectMany(trace => trace.Spans)
            .Where(span => span.Start >= since && (span.IsServed || span.Span.ParentSpanId.IsEmpty) && (service.Length == 0 || span.Service == service))
            .GroupBy(span => (span.Service, span.Name)).OrderBy(group => group.Key).Take(MaxOperations)
            .Select(group => new Operation(group.Key.Service, group.Key.Name, CallStatistics.Of([.. group]), InSteps(group, since)));
        return new OperationsTableModel(annotations, [.. operations])
        {
            Marks = [.. annotations.Select(mark => ((mark.At - since) / TimeSpan.FromMinutes(Minutes), mark.Text))],
        };
    }

    private static IReadOnlyList<CallStatistics> InSteps(IEnumerable<StoredSpan> spans, DateTime since)
    {
        var steps = spans.ToLookup(span => Math.Min(Steps - 1, (int)((span.Start - since) / Step)));
        return [.. Enumerable.Range(0, Steps).Select(step => CallStatistics.Of([.. steps[step]]))];
    }
}

/// <summary>The statistics of one operation: all calls, and the calls of each step of the time.</summary>
internal sealed record Operation(string Service, string Name, CallStatistics All, IReadOnlyList<CallStatistics> Steps);
