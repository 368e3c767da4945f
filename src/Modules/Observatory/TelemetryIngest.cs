using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Observatory;

/// <summary>
/// Takes what the services of this process and of others report. Nothing is looked up or written here, so a flood costs no more than
/// the queue before it holds.
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

    // Another observatory that reports here would only tell of our own asking.
    private static string? ServiceOf(Resource? resource)
    {
        var name = resource?.Attributes.FirstOrDefault(pair => pair.Key == "service.name")?.Value.StringValue;
        return name == OwnServiceName ? null : string.IsNullOrEmpty(name) ? "unknown_service" : name;
    }
}
