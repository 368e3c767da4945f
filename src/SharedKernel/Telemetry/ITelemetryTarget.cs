using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// The destination of telemetry: a back end over OTLP, or the observatory of the same process. It may be slow; its callers run in the
/// background.
/// </summary>
public interface ITelemetryTarget
{
    /// <summary>Exports spans.</summary>
    /// <returns>False when the export failed and the spans are dropped.</returns>
    Task<bool> ExportAsync(ExportTraceServiceRequest traces, CancellationToken cancellationToken);

    /// <summary>Exports metrics.</summary>
    /// <returns>False when the export failed; the next export contains newer cumulative values.</returns>
    Task<bool> ExportAsync(ExportMetricsServiceRequest metrics, CancellationToken cancellationToken);

    /// <summary>Exports log records.</summary>
    /// <returns>False when the export failed and the log records are dropped.</returns>
    Task<bool> ExportAsync(ExportLogsServiceRequest logs, CancellationToken cancellationToken);
}
