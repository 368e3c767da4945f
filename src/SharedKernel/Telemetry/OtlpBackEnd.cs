using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>A back end of one's own, wherever it is.</summary>
internal sealed class OtlpBackEnd(OtelSettings settings, DeliveryTrouble trouble, TimeProvider time) : ITelemetryTarget, IDisposable
{
    private readonly OtlpSender? traces = Sender(settings.Traces, TraceService.Descriptor.FullName, trouble, time);
    private readonly OtlpSender? metrics = Sender(settings.Metrics, MetricsService.Descriptor.FullName, trouble, time);
    private readonly OtlpSender? logs = Sender(settings.Logs, LogsService.Descriptor.FullName, trouble, time);

    public Task<bool> Take(ExportTraceServiceRequest traces, CancellationToken cancellation) =>
        this.traces?.Send(traces, cancellation) ?? Task.FromResult(true);

    public Task<bool> Take(ExportMetricsServiceRequest metrics, CancellationToken cancellation) =>
        this.metrics?.Send(metrics, cancellation) ?? Task.FromResult(true);

    public Task<bool> Take(ExportLogsServiceRequest logs, CancellationToken cancellation) =>
        this.logs?.Send(logs, cancellation) ?? Task.FromResult(true);

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
        logs?.Dispose();
    }

    private static OtlpSender? Sender(OtlpEndpoint? endpoint, string service, DeliveryTrouble trouble, TimeProvider time) =>
        endpoint is null ? null : new OtlpSender(endpoint, service, trouble, time);
}
