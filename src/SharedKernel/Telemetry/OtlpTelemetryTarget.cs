using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Exports to a configured OTLP back end.</summary>
internal sealed class OtlpTelemetryTarget(OtelSettings settings, ExportFailureReporter failures, TimeProvider time) : ITelemetryTarget, IDisposable
{
    private readonly OtlpSender? traces = Sender(settings.Traces, TraceService.Descriptor.FullName, failures, time);
    private readonly OtlpSender? metrics = Sender(settings.Metrics, MetricsService.Descriptor.FullName, failures, time);
    private readonly OtlpSender? logs = Sender(settings.Logs, LogsService.Descriptor.FullName, failures, time);

    public Task<bool> ExportAsync(ExportTraceServiceRequest traces, CancellationToken cancellationToken) =>
        this.traces?.SendAsync(traces, cancellationToken) ?? Task.FromResult(true);

    public Task<bool> ExportAsync(ExportMetricsServiceRequest metrics, CancellationToken cancellationToken) =>
        this.metrics?.SendAsync(metrics, cancellationToken) ?? Task.FromResult(true);

    public Task<bool> ExportAsync(ExportLogsServiceRequest logs, CancellationToken cancellationToken) =>
        this.logs?.SendAsync(logs, cancellationToken) ?? Task.FromResult(true);

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
        logs?.Dispose();
    }

    private static OtlpSender? Sender(OtlpEndpoint? endpoint, string service, ExportFailureReporter failures, TimeProvider time) =>
        endpoint is null ? null : new OtlpSender(endpoint, service, failures, time);
}
