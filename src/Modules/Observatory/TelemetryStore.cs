using AstronomyShop.Modules.Observatory.Storage;

namespace AstronomyShop.Modules.Observatory;

/// <summary>All stored telemetry.</summary>
internal sealed record TelemetryStore(TraceBuffer Traces, LogBuffer Logs, MetricBuffer Metrics, TimeProvider Time)
{
    public IReadOnlyList<string> Services() =>
    [
        .. Traces.All().SelectMany(trace => trace.Spans).Select(span => span.Service)
            .Concat(Logs.All().Select(line => line.Service))
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
