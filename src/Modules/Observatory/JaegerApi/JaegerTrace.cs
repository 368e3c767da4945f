using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Observatory.JaegerApi;

/// <summary>A trace in Jaeger's JSON: times in microseconds, attributes as typed tags, services as numbered processes.</summary>
internal static class JaegerTrace
{
    public static object Of(StoredTrace trace)
    {
        var processes = trace.Spans.Select(span => span.Resource).Distinct().Select((resource, at) => (Resource: resource, Id: $"p{at + 1}")).ToDictionary(process => process.Resource, process => process.Id);
        return new
        {
            traceID = trace.Id,
            spans = trace.Spans.Select(span => Span(trace.Id, span, processes[span.Resource])),
            processes = processes.ToDictionary(
                process => process.Value,
                process => new { serviceName = process.Key.Service, tags = process.Key.Attributes.Where(pair => pair.Key != "service.name").Select(Tag) }),
            warnings = (object?)null,
        };
    }

    private static object Span(string trace, StoredSpan span, string process) => new
    {
        traceID = trace,
        spanID = span.Id,
        flags = 1,
        operationName = span.Name,
        references = References(trace, span),
        startTime = Microseconds(span.Span.StartTimeUnixNano),
        duration = (long)span.Duration.TotalMicroseconds,
        tags = span.Span.Attributes.Select(Tag).Concat(Facts(span)),
        logs = span.Span.Events.Select(spanEvent => new
        {
            timestamp = Microseconds(spanEvent.TimeUnixNano),
            fields = spanEvent.Attributes.Select(Tag).Prepend(Text("event", spanEvent.Name)),
        }),
        processID = process,
        warnings = (object?)null,
    };

    private static IEnumerable<object> References(string trace, StoredSpan span)
    {
        if (!span.Span.ParentSpanId.IsEmpty)
        {
            yield return new { refType = "CHILD_OF", traceID = trace, spanID = StoredSpan.Hex(span.Span.ParentSpanId) };
        }

        foreach (var link in span.Span.Links)
        {
            yield return new { refType = "FOLLOWS_FROM", traceID = StoredSpan.Hex(link.TraceId), spanID = StoredSpan.Hex(link.SpanId) };
        }
    }

    private static IEnumerable<object> Facts(StoredSpan span)
    {
        yield return Text("otel.scope.name", span.Scope);
        yield return Text("span.kind", JaegerEndpoints.KindOf(span));
        if (span.IsError)
        {
            yield return Text("otel.status_code", "ERROR");
            yield return new { key = "error", type = "bool", value = (object)true };
        }
    }

    private static object Tag(KeyValue pair) => pair.Value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.BoolValue => new { key = pair.Key, type = "bool", value = (object)pair.Value.BoolValue },
        AnyValue.ValueOneofCase.IntValue => new { key = pair.Key, type = "int64", value = (object)pair.Value.IntValue },
        AnyValue.ValueOneofCase.DoubleValue when double.IsFinite(pair.Value.DoubleValue) => new { key = pair.Key, type = "float64", value = (object)pair.Value.DoubleValue },
        _ => Text(pair.Key, OtlpValues.Text(pair.Value)),
    };

    private static object Text(string key, string value) => new { key, type = "string", value = (object)value };

    private static long Microseconds(ulong nanoseconds) => (long)(nanoseconds / 1_000);
}
