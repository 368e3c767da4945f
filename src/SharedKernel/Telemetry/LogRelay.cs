using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Takes log events that a client recorded, such as a phone, to where the shop's own log records go. Leaving them never waits: when more
/// comes than is taken, the newest are dropped.
/// </summary>
public sealed class LogRelay : IDisposable
{
    private const int Capacity = 128;
    private const int BatchSize = 16;

    private readonly OtelSettings settings;
    private long dropped;

    internal LogRelay(OtelSettings settings) => this.settings = settings;

    internal TelemetryQueue<ResourceLogs> Waiting { get; } = new(Capacity, BatchSize);

    /// <summary>How many log events found no room.</summary>
    internal long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Leaves log events of one service.</summary>
    /// <param name="service">Its <c>service.name</c>.</param>
    /// <param name="about">What else is known of it.</param>
    /// <param name="logs">As they are to appear; nothing is checked any more.</param>
    public void Leave(string service, IEnumerable<KeyValue> about, ScopeLogs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        var resource = new Resource { Attributes = { about } };
        resource.Attributes.Add(OtlpValues.Pair(ModuleResource.ServiceNamespace, ModuleResource.Namespace));
        resource.Attributes.Add(settings.ResourceAttributes.Select(pair => OtlpValues.Pair(pair.Key, pair.Value)));
        resource.Attributes.Add(OtlpValues.Pair(ModuleResource.ServiceName, service));
        if (!Waiting.Add(new ResourceLogs { Resource = resource, ScopeLogs = { logs } }))
        {
            Interlocked.Add(ref dropped, logs.LogRecords.Count);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Waiting.Dispose();
}
