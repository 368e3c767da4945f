using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf.Collections;

namespace AstronomyShop.Modules.Edge;

/// <summary>
/// What is let in of a visitor's spans. Anybody can send them: whose they are is said here, what they carry is on a list, and all of
/// it is short.
/// </summary>
internal sealed class VisitorSpans(TimeProvider clock)
{
    private const string Browser = "frontend-web";
    private const string Phone = "react-native-app";
    private const int MostSpans = 200;
    private const int MostAttributes = 32;
    private const int MostEvents = 16;
    private const int LongestText = 256;

    private static readonly TimeSpan Past = TimeSpan.FromHours(1);
    private static readonly TimeSpan Future = TimeSpan.FromMinutes(1);

    public VisitorReport Of(ResourceSpans reported)
    {
        var all = reported.ScopeSpans.SelectMany(scope => scope.Spans).ToList();
        var taken = all.Where(IsSane).Take(MostSpans).Select(Cleaned).ToList();
        var service = ServiceOf(reported.Resource);
        return new VisitorReport(
            service,
            Cleaned(reported.Resource?.Attributes ?? []),
            new ScopeSpans { Scope = new InstrumentationScope { Name = service }, Spans = { taken } },
            all.Count - taken.Count);
    }

    /// <summary>Whose telemetry it is: a phone's if it says so, else a browser's.</summary>
    public static string ServiceOf(Resource? resource) =>
        resource?.Attributes.Any(pair => pair is { Key: "service.name", Value.StringValue: Phone }) == true ? Phone : Browser;

    private bool IsSane(Span span)
    {
        var now = clock.GetUtcNow();
        return span.TraceId.Length == 16 && span.SpanId.Length == 8 && span.ParentSpanId.Length is 0 or 8
            && span.StartTimeUnixNano >= OtlpValues.Nanoseconds(now - Past)
            && span.EndTimeUnixNano >= span.StartTimeUnixNano
            && span.EndTimeUnixNano <= OtlpValues.Nanoseconds(now + Future);
    }

    // Nobody answers calls in a browser, so a span of another kind is one that pretends.
    private static Span Cleaned(Span span) => new()
    {
        TraceId = span.TraceId,
        SpanId = span.SpanId,
        ParentSpanId = span.ParentSpanId,
        Name = Short(WithoutQuery(span.Name)),
        Kind = span.Kind == Span.Types.SpanKind.Client ? Span.Types.SpanKind.Client : Span.Types.SpanKind.Internal,
        StartTimeUnixNano = span.StartTimeUnixNano,
        EndTimeUnixNano = span.EndTimeUnixNano,
        Attributes = { Cleaned(span.Attributes) },
        Events = { span.Events.Take(MostEvents).Select(happened => new Span.Types.Event { Name = Short(happened.Name), TimeUnixNano = happened.TimeUnixNano }) },
        Status = new Status { Code = span.Status?.Code ?? Status.Types.StatusCode.Unset },
    };

    /// <summary>Of attributes those that are on the list, short and without queries.</summary>
    public static List<KeyValue> Cleaned(RepeatedField<KeyValue> attributes) =>
    [
        .. attributes.Where(pair => VisitorTelemetry.Names.ContainsKey(pair.Key) && IsPlain(pair.Value)).DistinctBy(pair => VisitorTelemetry.Names[pair.Key]).Take(MostAttributes)
            .Select(pair => new KeyValue { Key = VisitorTelemetry.Names[pair.Key], Value = Cleaned(pair.Value) }),
    ];

    private static AnyValue Cleaned(AnyValue value) =>
        value.ValueCase == AnyValue.ValueOneofCase.StringValue ? new AnyValue { StringValue = Short(WithoutQuery(value.StringValue)) } : value;

    private static bool IsPlain(AnyValue? value) => value?.ValueCase
        is AnyValue.ValueOneofCase.StringValue or AnyValue.ValueOneofCase.BoolValue or AnyValue.ValueOneofCase.IntValue or AnyValue.ValueOneofCase.DoubleValue;

    public static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText];

    // A query says who asked and what for.
    public static string WithoutQuery(string text) => text.IndexOfAny(['?', '#']) is >= 0 and var end ? text[..end] : text;
}

/// <summary>What is handed on.</summary>
internal sealed record VisitorReport(string Service, IReadOnlyList<KeyValue> About, ScopeSpans Spans, int Refused);
