using System.Collections.Concurrent;
using System.Diagnostics;

namespace AstronomyShop.Tests.Parity;

/// <summary>Records every span the modules of this process end.</summary>
internal sealed class RecordingSpanListener : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;

    public RecordingSpanListener()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("AstronomyShop.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IEnumerable<Activity> Of(ActivityTraceId trace) => ended.Where(span => span.TraceId == trace);

    public void Dispose() => listener.Dispose();
}
