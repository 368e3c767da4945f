using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Observatory;

/// <summary>Search criteria for traces: one span of the trace must match all of them.</summary>
internal sealed record TraceQuery
{
    public string? Service { get; init; }

    public string? Operation { get; init; }

    public TimeSpan? MinDuration { get; init; }

    public TimeSpan? MaxDuration { get; init; }

    public bool OnlyErrors { get; init; }

    /// <summary>A part of the span name, or of an attribute as <c>key=value</c>.</summary>
    public string? Text { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DateTime Since { get; init; } = DateTime.MinValue;

    public DateTime Until { get; init; } = DateTime.MaxValue;

    public int Limit { get; init; } = 50;

    public IReadOnlyList<StoredTrace> Find(TraceBuffer traces) =>
    [
        .. traces.All().Where(trace => trace.Start >= Since && trace.Start <= Until && trace.Spans.Any(Matches))
            .OrderByDescending(trace => trace.Start).Take(Limit),
    ];

    private static bool Has(StoredSpan span, string text) =>
        span.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || span.Span.Attributes.Concat(span.Span.Events.SelectMany(spanEvent => spanEvent.Attributes))
            .Any(pair => $"{pair.Key}={OtlpValues.Text(pair.Value)}".Contains(text, StringComparison.OrdinalIgnoreCase));

    private static bool HasTag(StoredSpan span, string key, string value) => key switch
    {
        "error" => span.IsError == (value == "true"),
        "span.kind" => string.Equals(span.Span.Kind.ToString(), value, StringComparison.OrdinalIgnoreCase),
        _ => span.Span.Attributes.Concat(span.Resource.Attributes).Any(pair => pair.Key == key && OtlpValues.Text(pair.Value) == value),
    };

    private bool Matches(StoredSpan span) =>
        (string.IsNullOrEmpty(Service) || span.Service == Service)
        && (string.IsNullOrEmpty(Operation) || span.Name == Operation)
        && (!OnlyErrors || span.IsError)
        && !(span.Duration < MinDuration)
        && !(span.Duration > MaxDuration)
        && (string.IsNullOrEmpty(Text) || Has(span, Text))
        && Tags.All(tag => HasTag(span, tag.Key, tag.Value));
}
