using AstronomyShop.Modules.Observatory.Storage;

namespace AstronomyShop.Modules.Observatory;

/// <summary>All stored telemetry.</summary>
internal sealed record TelemetryStore(TraceBuffer Traces, LogBuffer Logs, MetricBuffer Metrics, TimeProvider Time)
{
    private const int MaxChoices = 500;

    /// <summary>The services to choose from, at most 500.</summary>
    public IReadOnlyList<string> Services() =>
    [
        .. Traces.All().SelectMany(trace => trace.Spans).Select(span => span.Service)
            .Concat(Logs.All().Select(line => line.Service))
            .Distinct().Order(StringComparer.Ordinal).Take(MaxChoices),
    ];

    /// <summary>The metrics to choose from, at most 500.</summary>
    public IReadOnlyList<string> MetricNames() => [.. Metrics.Names().Select(metric => metric.Name).Take(MaxChoices)];
}
