using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf.Collections;

namespace AstronomyShop.Modules.Edge.Ingest;

/// <summary>
/// Sanitizes spans sent by browsers and mobile apps. Anyone can send them, so the service name is set here, only listed attributes in their known forms are
/// kept, and all texts are shortened.
/// </summary>
internal sealed class BrowserSpanFilter(TimeProvider clock)
{
    private const string Browser = "frontend-web";
    private const string Phone = "react-native-app";
    private const int MaxSpans = 200;
    private const int MaxAttributes = 32;
    private const int MaxEvents = 16;

    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(1);

    public BrowserSpanBatch Of(ResourceSpans reported)
    {
        var all = reported.ScopeSpans.SelectMany(scope => scope.Spans).ToList();
        var taken = all.Where(IsSane).Take(MaxSpans).Select(Sanitize).ToList();
        var service = ServiceOf(reported.Resource);
        return new BrowserSpanBatch(
            service,
            Sanitize(reported.Resource?.Attributes ?? []),
            new ScopeSpans { Scope = new InstrumentationScope { Name = service }, Spans = { taken } },
            all.Count - taken.Count);
    }

    /// <summary>The service of a report: that of the mobile app if its resource says so, else that of browsers.</summary>
    public static string ServiceOf(Resource? resource) =>
        resource?.Attributes.Any(pair => pair is { Key: "service.name", Value.StringValue: Phone }) == true ? Phone : Browser;

    private bool IsSane(Span span)
    {
        var now = clock.GetUtcNow();
        return span.TraceId.Length == 16 && span.SpanId.Length == 8 && span.ParentSpanId.Length is 0 or 8
            && span.StartTimeUnixNano >= OtlpValues.Nanoseconds(now - MaxAge)
            && span.EndTimeUnixNano >= span.StartTimeUnixNano
            && span.EndTimeUnixNano <= OtlpValues.Nanoseconds(now + MaxClockSkew);
    }

    // A browser serves no calls, so every kind other than CLIENT becomes INTERNAL.
    private static Span Sanitize(Span span) => new()
    {
        TraceId = span.TraceId,
        SpanId = span.SpanId,
        ParentSpanId = span.ParentSpanId,
        Name = BrowserTelemetry.NameOf(span.Name),
        Kind = span.Kind == Span.Types.SpanKind.Client ? Span.Types.SpanKind.Client : Span.Types.SpanKind.Internal,
        StartTimeUnixNano = span.StartTimeUnixNano,
        EndTimeUnixNano = span.EndTimeUnixNano,
        Attributes = { Sanitize(span.Attributes) },
        Events = { span.Events.Take(MaxEvents).Select(spanEvent => new Span.Types.Event { Name = BrowserTelemetry.NameOf(spanEvent.Name), TimeUnixNano = spanEvent.TimeUnixNano }) },
        Status = new Status { Code = span.Status?.Code ?? Status.Types.StatusCode.Unset },
    };

    /// <summary>Keeps the listed attributes whose values have the form that they must have.</summary>
    public static List<KeyValue> Sanitize(RepeatedField<KeyValue> attributes) =>
    [
        .. attributes.Where(pair => BrowserTelemetry.Names.ContainsKey(pair.Key)).DistinctBy(pair => BrowserTelemetry.Names[pair.Key]).Take(MaxAttributes)
            .Select(pair => new KeyValue { Key = BrowserTelemetry.Names[pair.Key], Value = BrowserTelemetry.ValueOf(BrowserTelemetry.Names[pair.Key], pair.Value) })
            .Where(pair => pair.Value is not null),
    ];
}

/// <summary>The sanitized spans.</summary>
internal sealed record BrowserSpanBatch(string Service, IReadOnlyList<KeyValue> About, ScopeSpans Spans, int Rejected);
