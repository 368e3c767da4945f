using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Where telemetry goes: a back end over OTLP, or the observatory of the same process. It may be slow; its callers wait in the background.</summary>
public interface ITelemetryTarget
{
    /// <summary>Takes spans.</summary>
    /// <returns>False when they did not arrive and are given up.</returns>
    Task<bool> ExportAsync(ExportTraceServiceRequest traces, CancellationToken cancellationToken);

    /// <summary>Takes measurements.</summary>
    /// <returns>False when they did not arrive; the next ones say more.</returns>
    Task<bool> ExportAsync(ExportMetricsServiceRequest metrics, CancellationToken cancellationToken);

    /// <summary>Takes log lines.</summary>
    /// <returns>False when they did not arrive and are given up.</returns>
    Task<bool> ExportAsync(ExportLogsServiceRequest logs, CancellationToken cancellationToken);
}
