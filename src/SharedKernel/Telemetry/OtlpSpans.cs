using System.Diagnostics;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;
using Scope = AstronomyShop.Contracts.Otlp.InstrumentationScope;
using Sent = AstronomyShop.Contracts.Otlp.Span;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Converts ended spans to one OTLP request with one resource per module.</summary>
internal static class OtlpSpans
{
    public static ExportTraceServiceRequest Request(IReadOnlyList<(Resource Owner, Activity Span)> batch)
    {
        var request = new ExportTraceServiceRequest();
        var owners = new Dictionary<Resource, ResourceSpans>(ReferenceEqualityComparer.Instance);
        foreach (var (owner, span) in batch)
        {
            if (!owners.TryGetValue(owner, out var spans))
            {
                owners.Add(owner, spans = new ResourceSpans { Resource = owner });
                request.ResourceSpans.Add(spans);
            }

            ScopeOf(spans, span.Source).Spans.Add(Of(span));
        }

        return request;
    }

    // A module has one source, plus at most one or two of libraries.
    private static ScopeSpans ScopeOf(ResourceSpans spans, ActivitySource source)
    {
        foreach (var known in spans.ScopeSpans)
        {
            if (known.Scope.Name == source.Name)
            {
                return known;
            }
        }

        var scope = new ScopeSpans { Scope = new Scope { Name = source.Name, Version = source.Version ?? "" } };
        spans.ScopeSpans.Add(scope);
        return scope;
    }

    private static Sent Of(Activity span)
    {
        var sent = new Sent
        {
            TraceId = OtlpValues.Id(span.TraceId),
            SpanId = OtlpValues.Id(span.SpanId),
            ParentSpanId = span.ParentSpanId == default ? ByteString.Empty : OtlpValues.Id(span.ParentSpanId),
            TraceState = span.TraceStateString ?? "",
            Name = span.DisplayName,
            Kind = KindOf(span.Kind),
            StartTimeUnixNano = OtlpValues.Nanoseconds(span.StartTimeUtc),
            EndTimeUnixNano = OtlpValues.Nanoseconds(span.StartTimeUtc + span.Duration),
            Flags = FlagsOf(span),
        };
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            if (tag.Value is not null)
            {
                sent.Attributes.Add(OtlpValues.Pair(tag.Key, tag.Value));
            }
        }

        AddEvents(sent, span);
        AddLinks(sent, span);
        if (span.Status != ActivityStatusCode.Unset)
        {
            sent.Status = new Status { Code = (Status.Types.StatusCode)span.Status, Message = span.StatusDescription ?? "" };
        }

        return sent;
    }

    private static void AddEvents(Sent sent, Activity span)
    {
        foreach (ref readonly var activityEvent in span.EnumerateEvents())
        {
            var added = new Sent.Types.Event { Name = activityEvent.Name, TimeUnixNano = OtlpValues.Nanoseconds(activityEvent.Timestamp) };
            foreach (ref readonly var tag in activityEvent.EnumerateTagObjects())
            {
                added.Attributes.Add(OtlpValues.Pair(tag.Key, tag.Value));
            }

            sent.Events.Add(added);
        }
    }

    private static void AddLinks(Sent sent, Activity span)
    {
        foreach (ref readonly var link in span.EnumerateLinks())
        {
            var added = new Sent.Types.Link
            {
                TraceId = OtlpValues.Id(link.Context.TraceId),
                SpanId = OtlpValues.Id(link.Context.SpanId),
                TraceState = link.Context.TraceState ?? "",
            };
            foreach (ref readonly var tag in link.EnumerateTagObjects())
            {
                added.Attributes.Add(OtlpValues.Pair(tag.Key, tag.Value));
            }

            sent.Links.Add(added);
        }
    }

    // Bits 8 and 9 tell whether the parent span was in another process, if known.
    private static uint FlagsOf(Activity span) =>
        (uint)span.ActivityTraceFlags | 0x100u | (span.HasRemoteParent ? 0x200u : 0u);

    private static Sent.Types.SpanKind KindOf(ActivityKind kind) => kind switch
    {
        ActivityKind.Server => Sent.Types.SpanKind.Server,
        ActivityKind.Client => Sent.Types.SpanKind.Client,
        ActivityKind.Producer => Sent.Types.SpanKind.Producer,
        ActivityKind.Consumer => Sent.Types.SpanKind.Consumer,
        _ => Sent.Types.SpanKind.Internal,
    };
}
