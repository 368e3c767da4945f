using System.Collections.Concurrent;
using System.Diagnostics;

namespace AstronomyShop.Tests.Modules;

/// <summary>Records the spans of one module, including those of other shops in this process.</summary>
internal sealed class RecordingActivityListener : IDisposable
{
    private readonly ActivityListener listener;

    public RecordingActivityListener(string module)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == $"AstronomyShop.{module}",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public ConcurrentQueue<Activity> Spans { get; } = new();

    /// <summary>All attribute values, event names and status texts, as text.</summary>
    public IEnumerable<string> AllText() => Spans.SelectMany(span =>
        span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
            .Concat(span.Events.SelectMany(happened => happened.Tags.Select(tag => $"{tag.Key}={tag.Value}").Prepend(happened.Name)))
            .Append($"{span.DisplayName} {span.StatusDescription}"));

    public void Dispose() => listener.Dispose();
}
