using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Observatory.Storage;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.Observatory;

/// <summary>
/// Stores the telemetry that services of this process and of others export. Nothing is queried or written to disk here, so the cost of a burst
/// is limited by the queue in front of it. What cannot be stored is counted in the response.
/// </summary>
internal sealed class TelemetryIngest(TraceBuffer traceBuffer, LogBuffer logBuffer, MetricBuffer metricBuffer) : ITelemetryTarget
{
    private const string OwnServiceName = "observatory";

    public Task<bool> ExportAsync(ExportTraceServiceRequest traces, CancellationToken cancellationToken)
    {
        Accept(traces);
        return Task.FromResult(true);
    }

    public Task<bool> ExportAsync(ExportLogsServiceRequest logs, CancellationToken cancellationToken)
    {
        Accept(logs);
        return Task.FromResult(true);
    }

    public Task<bool> ExportAsync(ExportMetricsServiceRequest metrics, CancellationToken cancellationToken)
    {
        Accept(metrics);
        return Task.FromResult(true);
    }

    public ExportTraceServiceResponse Accept(ExportTraceServiceRequest traces)
    {
        var rejected = 0;
        foreach (var part in traces.ResourceSpans)
        {
            var resource = StoredResource.Of(part.Resource);
            foreach (var scope in part.ScopeSpans.Where(_ => !IsOwn(resource)))
            {
                var name = ScopeOf(scope.Scope);
                rejected += scope.Spans.Count(span => StoredSpan.Of(resource, name, span) is not { } stored || !traceBuffer.Add(stored));
            }
        }

        return rejected == 0 ? new() : new()
        {
            PartialSuccess = new() { RejectedSpans = rejected, ErrorMessage = $"A span has a trace id of 16 bytes and a span id of 8, and a trace up to {TraceBuffer.SpansPerTrace:N0} spans." },
        };
    }

    public ExportLogsServiceResponse Accept(ExportLogsServiceRequest logs)
    {
        foreach (var part in logs.ResourceLogs)
        {
            var resource = StoredResource.Of(part.Resource);
            foreach (var scope in part.ScopeLogs.Where(_ => !IsOwn(resource)))
            {
                var name = ScopeOf(scope.Scope);
                foreach (var line in scope.LogRecords)
                {
                    logBuffer.Add(StoredLog.Of(resource, name, line));
                }
            }
        }

        return new();
    }

    public ExportMetricsServiceResponse Accept(ExportMetricsServiceRequest metrics)
    {
        var rejected = 0;
        foreach (var part in metrics.ResourceMetrics)
        {
            var resource = StoredResource.Of(part.Resource);
            foreach (var scope in part.ScopeMetrics.Where(_ => !IsOwn(resource)))
            {
                var name = ScopeOf(scope.Scope);
                rejected += scope.Metrics.Sum(metric => metricBuffer.Add(resource, name, metric));
            }
        }

        return rejected == 0 ? new() : new()
        {
            PartialSuccess = new() { RejectedDataPoints = rejected, ErrorMessage = "A data point has a value, and attributes of up to 4,096 characters." },
        };
    }

    // The telemetry of another observatory that exports here would only show requests to the observatory.
    private static bool IsOwn(StoredResource resource) => resource.Service == OwnServiceName;

    private static string ScopeOf(InstrumentationScope? scope) => StoredText.CutName(scope?.Name ?? "");
}
