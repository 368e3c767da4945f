using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Takes spans that somebody else recorded, a browser or a phone, to where the shop's own go. Leaving them never waits: when more comes
/// than is taken, the newest are dropped.
/// </summary>
public sealed class SpanRelay : IDisposable
{
    private const int Capacity = 128;
    private const int BatchSize = 16;

    private readonly OtelSettings settings;
    private long dropped;

    internal SpanRelay(OtelSettings settings) => this.settings = settings;

    internal TelemetryQueue<ResourceSpans> Waiting { get; } = new(Capacity, BatchSize);

    /// <summary>How many spans found no room.</summary>
    internal long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Leaves spans of one service.</summary>
    /// <param name="service">Its <c>service.name</c>.</param>
    /// <param name="about">What else is known of it.</param>
    /// <param name="spans">As they are to appear; nothing is checked any more.</param>
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
