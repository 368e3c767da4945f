using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Observatory;

/// <summary>
/// Stores the telemetry that services of this process and of others export. Nothing is queried or written to disk here, so the cost of a burst
/// is limited by the queue in front of it.
/// </summary>
internal sealed class TelemetryIngest(TraceBuffer traceBuffer, LogBuffer logBuffer, MetricBuffer metricBuffer) : ITelemetryTarget
{
    private const string OwnServiceName = "observatory";

    public Task<bool> ExportAsync(ExportTraceServiceRequest traces, CancellationToken cancellationToken)
    {
        foreach (var part in traces.ResourceSpans)
        {
            if (ServiceOf(part.Resource) is not { } service)
            {
                continue;
            }

            foreach (var scope in part.ScopeSpans)
            {
                foreach (var span in scope.Spans.Where(span => span.TraceId.Length == 16 && span.SpanId.Length == 8))
                {
                    traceBuffer.Add(new StoredSpan(service, part.Resource, scope.Scope?.Name ?? "", span));
                }
            }
        }

        return Task.FromResult(true);
    }

    public Task<bool> ExportAsync(ExportLogsServiceRequest logs, CancellationToken cancellationToken)
    {
        foreach (var part in logs.ResourceLogs)
        {
            if (ServiceOf(part.Resource) is not { } service)
            {
                continue;
            }

            foreach (var scope in part.ScopeLogs)
            {
                foreach (var line in scope.LogRecords)
                {
                    logBuffer.Add(new StoredLog(service, scope.Scope?.Name ?? "", line));
                }
            }
        }

        return Task.FromResult(true);
    }

    public Task<bool> ExportAsync(ExportMetricsServiceRequest metrics, CancellationToken cancellationToken)
    {
        foreach (var part in metrics.ResourceMetrics)
        {
            if (ServiceOf(part.Resource) is not { } service)
            {
                continue;
            }

            foreach (var metric in part.ScopeMetrics.SelectMany(scope => scope.Metrics))
            {
                metricBuffer.Add(service, metric);
            }
        }

        return Task.FromResult(true);
    }

    // The telemetry of another observatory that exports here would only show requests to the observatory.
    private static string? ServiceOf(Resource? resource)
    {
        var name = resource?.Attributes.FirstOrDefault(pair => pair.Key == "service.name")?.Value.StringValue;
        return name == OwnServiceName ? null : string.IsNullOrEmpty(name) ? "unknown_service" : name;
    }
}
