using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Adds OpenTelemetry to the container of a module. <c>docs/adr/0005</c> explains the choices.</summary>
internal static class ModuleTelemetryExtensions
{
    // In process there is nothing to gain from batching; a reader of the observatory wants to see the latest data.
    private const int BackEndDelay = 5_000;
    private const int ObservatoryDelay = 500;
    private const int BackEndMetricInterval = 60_000;
    private const int ObservatoryMetricInterval = 10_000;

    // The bucket boundaries that the semantic conventions recommend for durations in seconds.
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    /// <summary>Records the module as a service with a separate resource.</summary>
    public static void AddModuleProviders(this IServiceCollection services, ModuleDescriptor descriptor, ProcessTelemetry process)
    {
        if (!process.Records(descriptor))
        {
            return;
        }

        // Readers and processors start threads, so they are created with their provider, which is when the application starts.
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.Clear().AddTelemetrySdk().AddAttributes(process.ResourceOf(descriptor)))
            .WithMetrics();
        services.ConfigureOpenTelemetryMeterProvider((container, metrics) => AddMetrics(metrics, container.GetRequiredService<ModuleTelemetry>(), process, descriptor == process.ProcessModule));
        if (process.Traces.Count > 0)
        {
            telemetry.WithTracing();
            services.ConfigureOpenTelemetryTracerProvider((container, traces) => AddTraces(traces, container.GetRequiredService<ModuleTelemetry>(), process));
        }

        if (process.Logs.Count > 0)
        {
            telemetry.WithLogging(_ => { }, options => options.IncludeFormattedMessage = true);
            services.ConfigureOpenTelemetryLoggerProvider((_, logs) => AddLogs(logs, descriptor, process));
        }
    }

    private static void AddTraces(TracerProviderBuilder traces, ModuleTelemetry module, ProcessTelemetry process)
    {
        traces.AddSource(module.Source.Name);
        foreach (var destination in process.Traces)
        {
            var exporter = destination.SpanExporter();
            var counted = new CountedExporter<Activity>(exporter, process.Spans, () => process.ReportLoss(destination));
            traces.AddProcessor(new ModuleSpanProcessor(module, process, counted, DelayTo(destination, process.Settings.SpanBatch)));
            traces.AddProcessor(new ResourceProcessor<Activity>(exporter));
        }
    }

    private static void AddLogs(LoggerProviderBuilder logs, ModuleDescriptor descriptor, ProcessTelemetry process)
    {
        logs.AddProcessor(new LogAttributeProcessor(descriptor));
        foreach (var destination in process.Logs)
        {
            var exporter = destination.LogExporter();
            logs.AddProcessor(new BatchLogRecordExportProcessor(
                new CountedExporter<LogRecord>(exporter, process.LogRecords, () => process.ReportLoss(destination)),
                process.Settings.LogBatch.QueueSize,
                DelayTo(destination, process.Settings.LogBatch),
                process.Settings.LogBatch.Timeout,
                process.Settings.LogBatch.BatchSize));
            logs.AddProcessor(new ResourceProcessor<LogRecord>(exporter));
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, ModuleTelemetry module, ProcessTelemetry process, bool isProcessModule)
    {
        metrics.AddMeter(module.Meter.Name).SetExemplarFilter(process.Settings.Exemplars).AddView(instrument => ViewOf(instrument, module.Meter));
        if (isProcessModule)
        {
            metrics.AddMeter(ProcessTelemetry.ProcessMeters);
        }

        metrics.AddReader(process.Scrape.CreateReader());
        foreach (var destination in process.Metrics)
        {
            var interval = process.Settings.MetricInterval ?? (destination.IsBackEnd ? BackEndMetricInterval : ObservatoryMetricInterval);
            metrics.AddReader(new PeriodicExportingMetricReader(destination.MetricExporter(), interval, process.Settings.MetricTimeout ?? interval)
            {
                TemporalityPreference = destination.IsBackEnd ? process.Settings.Temporality : MetricReaderTemporalityPreference.Cumulative,
            });
        }
    }

    // Meters are selected by name; another shop in the same process has meters with the same names.
    private static MetricStreamConfiguration? ViewOf(Instrument instrument, Meter meter) =>
        instrument.Meter.Name == meter.Name && instrument.Meter != meter ? MetricStreamConfiguration.Drop
        : instrument is Histogram<double> { Unit: "s" } ? new ExplicitBucketHistogramConfiguration { Boundaries = Bounds, RecordMinMax = false }
        : null;

    private static int DelayTo(TelemetryDestination destination, BatchSettings batch) =>
        batch.Delay ?? (destination.IsBackEnd ? BackEndDelay : ObservatoryDelay);
}
