using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.Tests.Traces;

/// <summary>A span, the service that sent it, and its instrumentation scope.</summary>
internal sealed record RecordedSpan(string Service, string Scope, Span Span)
{
    public string Id => Hex(Span.SpanId);

    public string ParentId => Hex(Span.ParentSpanId);

    public string TraceId => Hex(Span.TraceId);

    /// <summary>A description without times and ids.</summary>
    public string Label => $"{Service}: {Span.Name} ({Span.Kind.ToString().ToUpperInvariant()})";

    public IEnumerable<KeyValue> Attributes =>
        [.. Span.Attributes, .. Span.Events.SelectMany(happened => happened.Attributes), .. Span.Links.SelectMany(link => link.Attributes)];

    private static string Hex(Google.Protobuf.ByteString id) => Convert.ToHexStringLower(id.Span);
}

/// <summary>A measurement, and the service that sent it.</summary>
internal sealed record RecordedMetric(string Service, Metric Metric)
{
    public string Kind => Metric switch
    {
        { Histogram: not null } => "histogram",
        { Sum.IsMonotonic: true } => "counter",
        { Sum: not null } => "updowncounter",
        _ => "gauge",
    };

    public IEnumerable<KeyValue> Attributes =>
    [
        .. (Metric.Sum?.DataPoints ?? Metric.Gauge?.DataPoints ?? []).SelectMany(point => point.Attributes),
        .. (Metric.Histogram?.DataPoints ?? []).SelectMany(point => point.Attributes),
    ];
}

/// <summary>A log line, and the service that sent it.</summary>
internal sealed record RecordedLogRecord(string Service, string Category, LogRecord Line);
