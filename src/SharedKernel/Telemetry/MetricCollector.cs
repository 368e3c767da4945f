using System.Diagnostics.Metrics;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Modularity;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Measured = OpenTelemetry.Metrics.Metric;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Collects the metrics of the modules of this process. Aggregation starts with the first reader: a back end, the observatory, or a scrape.
/// </summary>
internal sealed class MetricCollector : IDisposable
{
    // The bucket boundaries that the semantic conventions recommend for durations in seconds.
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly Lock collecting = new();
    private readonly CollectingExporter exporter;
    private readonly BaseExportingMetricReader reader;
    private readonly Lazy<MeterProvider?> provider;

    public MetricCollector(RunningShop shop, ModuleResources resources, OtelSettings settings)
    {
        exporter = new CollectingExporter(resources);
        reader = new BaseExportingMetricReader(exporter);
        provider = new Lazy<MeterProvider?>(() => settings.IsDisabled ? null : Build(shop, resources, reader));
    }

    public void Start() => _ = provider.Value;

    public ExportMetricsServiceRequest Collect()
    {
        lock (collecting)
        {
            if (provider.Value is null || !reader.Collect())
            {
                return new ExportMetricsServiceRequest();
            }

            return exporter.Request;
        }
    }

    public void Dispose()
    {
        if (provider.IsValueCreated)
        {
            provider.Value?.Dispose();
        }

        reader.Dispose();
        exporter.Dispose();
    }

    private static MeterProvider Build(RunningShop shop, ModuleResources resources, BaseExportingMetricReader reader)
    {
        var meters = shop.Running.Select(module => module.Telemetry.Meter).ToHashSet();
        return Sdk.CreateMeterProviderBuilder()
            .AddMeter(resources.Sources)
            .SetExemplarFilter(ExemplarFilterType.TraceBased)

            // Views select meters by name; another shop in the same process has meters with the same names.
            .AddView(instrument => !meters.Contains(instrument.Meter) ? MetricStreamConfiguration.Drop
                : instrument is Histogram<double> { Unit: "s" } ? new ExplicitBucketHistogramConfiguration { Boundaries = Bounds, RecordMinMax = false }
                : null)
            .AddReader(reader)
            .Build();
    }

    private sealed class CollectingExporter(ModuleResources resources) : BaseExporter<Measured>
    {
        public ExportMetricsServiceRequest Request { get; private set; } = new();

        public override ExportResult Export(in Batch<Measured> batch)
        {
            Request = OtlpMetrics.Request(in batch, resources);
            return ExportResult.Success;
        }
    }
}
