using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;

namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>A span and the resource it came from.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Scope">The name of the instrumentation scope.</param>
/// <param name="Span">A copy of the span, within the limits of <see cref="StoredText"/>.</param>
/// <param name="Bytes">What it takes in memory, without the resource.</param>
internal sealed record StoredSpan(StoredResource Resource, string Scope, Span Span, long Bytes)
{
    public const int TraceIdLength = 16;
    public const int SpanIdLength = 8;

    private const int MaxEvents = 128;
    private const int MaxLinks = 128;

    // The objects of a span with its ids, of an event and of a link; measured, not exact.
    private const int PerSpan = 420;
    private const int PerEvent = 120;
    private const int PerLink = 280;

    public string Service => Resource.Service;

    public string Id => Hex(Span.SpanId);

    public string Name => Span.Name;

    public DateTime Start => At(Span.StartTimeUnixNano);

    public TimeSpan Duration => TimeSpan.FromTicks(Math.Max(0, (long)(Span.EndTimeUnixNano - Span.StartTimeUnixNano)) / 100);

    public bool IsError => Span.Status?.Code == Status.Types.StatusCode.Error;

    /// <summary>Whether the span is a request or event that the service received, as opposed to work inside of it.</summary>
    public bool IsServed => Span.Kind is Span.Types.SpanKind.Server or Span.Types.SpanKind.Consumer;

    /// <summary>The copy of a span; null when one of its ids has not the length of an id.</summary>
    public static StoredSpan? Of(StoredResource resource, string scope, Span span)
    {
        if (span.TraceId.Length != TraceIdLength || span.SpanId.Length != SpanIdLength || span.ParentSpanId.Length is not (0 or SpanIdLength))
        {
            return null;
        }

        var text = new StoredText();
        var events = span.Events.Take(MaxEvents).ToList();
        var links = span.Links.Where(link => link.TraceId.Length == TraceIdLength && link.SpanId.Length == SpanIdLength).Take(MaxLinks).ToList();
        var copy = new Span
        {
            TraceId = span.TraceId,
            SpanId = span.SpanId,
            ParentSpanId = span.ParentSpanId,
            Name = text.Name(span.Name),
            Kind = span.Kind,
            StartTimeUnixNano = span.StartTimeUnixNano,
            EndTimeUnixNano = span.EndTimeUnixNano,
            Status = span.Status is null ? null : new Status { Code = span.Status.Code, Message = text.Text(span.Status.Message) },
            Attributes = { text.Attributes(span.Attributes) },
            Events = { events.ConvertAll(one => new Span.Types.Event { Name = text.Name(one.Name), TimeUnixNano = one.TimeUnixNano, Attributes = { text.Attributes(one.Attributes) } }) },
            Links = { links.ConvertAll(link => new Span.Types.Link { TraceId = link.TraceId, SpanId = link.SpanId }) },
        };
        return new StoredSpan(resource, scope, copy, PerSpan + StoredText.BytesOf(scope) + (PerEvent * events.Count) + (PerLink * links.Count) + text.Bytes);
    }

    public static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);

    public static DateTime At(ulong nanoseconds) => DateTime.UnixEpoch.AddTicks((long)(nanoseconds / 100));
}
