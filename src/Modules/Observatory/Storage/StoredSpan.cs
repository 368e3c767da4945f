using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;

namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>A span and the service it came from.</summary>
internal sealed record StoredSpan(string Service, Resource Resource, string Scope, Span Span)
{
    // The overhead of an object in memory over its wire size; measured, not exact.
    private const int PerSpan = 600;
    private const int PerPart = 120;

    public string Id => Hex(Span.SpanId);

    public string Name => Span.Name;

    public DateTime Start => At(Span.StartTimeUnixNano);

    public TimeSpan Duration => TimeSpan.FromTicks(Math.Max(0, (long)(Span.EndTimeUnixNano - Span.StartTimeUnixNano)) / 100);

    public bool IsError => Span.Status?.Code == Status.Types.StatusCode.Error;

    /// <summary>Whether the span is a request or event that the service received, as opposed to work inside of it.</summary>
    public bool IsServed => Span.Kind is Span.Types.SpanKind.Server or Span.Types.SpanKind.Consumer;

    public long Bytes => PerSpan + (2L * Span.CalculateSize()) + (PerPart * (Span.Attributes.Count + (3L * Span.Events.Count) + Span.Links.Count));

    public static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);

    public static DateTime At(ulong nanoseconds) => DateTime.UnixEpoch.AddTicks((long)(nanoseconds / 100));
}
