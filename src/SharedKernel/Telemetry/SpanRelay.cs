using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Forwards spans recorded by a browser or a mobile app to the destination of the shop's spans. Adding spans never blocks: when the queue is
/// full, the newest are dropped.
/// </summary>
public sealed class SpanRelay : IDisposable
{
    private const int Capacity = 128;
    private const int BatchSize = 16;

    private readonly OtelSettings settings;
    private long dropped;

    internal SpanRelay(OtelSettings settings) => this.settings = settings;

    internal TelemetryQueue<ResourceSpans> Waiting { get; } = new(Capacity, BatchSize);

    /// <summary>The number of spans dropped because the queue was full.</summary>
    internal long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Adds spans of one service.</summary>
    /// <param name="service">The <c>service.name</c> of the spans.</param>
    /// <param name="about">Further resource attributes.</param>
    /// <param name="spans">The spans to export; they are not validated any more.</param>
    public void Enqueue(string service, IEnumerable<KeyValue> about, ScopeSpans spans)
    {
        var resource = new Resource { Attributes = { about } };
        resource.Attributes.Add(OtlpValues.Pair(ModuleResource.ServiceNamespace, ModuleResource.Namespace));
        resource.Attributes.Add(settings.ResourceAttributes.Select(pair => OtlpValues.Pair(pair.Key, pair.Value)));
        resource.Attributes.Add(OtlpValues.Pair(ModuleResource.ServiceName, service));
        if (!Waiting.Add(new ResourceSpans { Resource = resource, ScopeSpans = { spans } }))
        {
            Interlocked.Add(ref dropped, spans.Spans.Count);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Waiting.Dispose();
}
