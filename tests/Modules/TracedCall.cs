using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules;

/// <summary>Records the spans of one call through the shop: make the call with <see cref="Headers"/>, then read its spans.</summary>
internal sealed class TracedCall : IDisposable
{
    private readonly ActivityTraceId trace = ActivityTraceId.CreateRandom();
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;

    public TracedCall()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("AstronomyShop.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public Metadata Headers => new() { { "traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01" } };

    /// <summary>The spans with this name, in the order in which they ended.</summary>
    public IReadOnlyList<Activity> Spans(string name) => [.. ended.Where(span => span.OperationName == name)];

    /// <summary>The only span with this name.</summary>
    public Activity Span(string name, ActivityKind kind) => Spans(name).Single(span => span.Kind == kind);

    public void Dispose() => listener.Dispose();

    private void Keep(Activity span)
    {
        if (span.TraceId == trace)
        {
            ended.Enqueue(span);
        }
    }
}
