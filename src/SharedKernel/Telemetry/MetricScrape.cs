using AstronomyShop.Contracts.Otlp;
using OpenTelemetry.Metrics;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Collects the metrics of all modules of the process when they are requested, through the SDK's exporter.</summary>
internal sealed class MetricScrape : ITelemetryTarget, IDisposable
{
    private readonly Lock collecting = new();
    private readonly TelemetryDestination here;
    private readonly List<MetricReader> readers = [];
    private ExportMetricsServiceRequest collected = new();

    public MetricScrape() => here = TelemetryDestination.To(() => this, OtlpEndpoint.MetricsPath);

    /// <summary>Creates the reader of one module.</summary>
    public MetricReader CreateReader()
    {
        var reader = new BaseExportingMetricReader(here.MetricExporter());
        lock (collecting)
        {
            readers.Add(reader);
        }

        return reader;
    }

    public ExportMetricsServiceRequest Collect()
    {
        lock (collecting)
        {
            collected = new ExportMetricsServiceRequest();
            readers.ForEach(reader => reader.Collect());
            return collected;
        }
    }

    public Task<bool> ExportAsync(ExportMetricsServiceRequest metrics, CancellationToken cancellationToken)
    {
        collected.ResourceMetrics.Add(metrics.ResourceMetrics);
        return Task.FromResult(true);
    }

    public Task<bool> ExportAsync(ExportTraceServiceRequest traces, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> ExportAsync(ExportLogsServiceRequest logs, CancellationToken cancellationToken) => Task.FromResult(true);

    public void Dispose() => here.Dispose();
}
