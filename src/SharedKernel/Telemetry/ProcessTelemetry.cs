using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>What the modules of a process share for their telemetry: the destinations, the owner of a library's span, and the counts of exported items.</summary>
internal sealed class ProcessTelemetry : IHostedService, IDisposable
{
    public static readonly TelemetryDefinition SpansQueued =
        TelemetryDefinition.Counter("otel.sdk.processor.span.processed", "{span}", "Spans taken from the queue for export; with error.type the spans dropped because the queue was full.");
    public static readonly TelemetryDefinition LogsQueued =
        TelemetryDefinition.Counter("otel.sdk.processor.log.processed", "{log_record}", "Log records taken from the queue for export; with error.type the log records dropped.");
    public static readonly TelemetryDefinition SpansExported =
        TelemetryDefinition.Counter("otel.sdk.exporter.span.exported", "{span}", "Spans exported; with error.type the spans dropped after several failed attempts.");
    public static readonly TelemetryDefinition LogsExported =
        TelemetryDefinition.Counter("otel.sdk.exporter.log.exported", "{log_record}", "Log records exported; with error.type the log records dropped.");

    /// <summary>The meters of the process: of the SDK, which counts what its processors dropped, and of the .NET runtime.</summary>
    public static readonly string[] ProcessMeters = ["otel.sdk.experimental", "System.Runtime"];

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1.5);

    private readonly ConcurrentDictionary<ActivitySource, ModuleTelemetry> bySource = new();
    private readonly Dictionary<string, IServiceProvider> containers = [];
    private readonly ConcurrentDictionary<string, OpenTelemetryLoggerProvider> loggers = new();
    private readonly IReadOnlyList<ModuleDescriptor> recorded;
    private readonly string instance = Guid.NewGuid().ToString();
    private readonly IServiceProvider host;
    private ExportFailureReporter? failures;
    private ITelemetryTarget? observatory;

    public ProcessTelemetry(IReadOnlyList<ModuleDescriptor> running, OtelSettings settings, IServiceProvider host)
    {
        Settings = settings;

        // A module that receives telemetry does not record itself: its telemetry would outweigh all other.
        recorded = [.. running.Where(descriptor => descriptor.IsRecorded)];
        ProcessModule = recorded.FirstOrDefault(descriptor => descriptor.IsPublic) ?? (recorded.Count > 0 ? recorded[0] : null);
        this.host = host;
        var hasObservatory = running.Any(descriptor => descriptor.ReceivesTelemetry);
        Traces = [.. DestinationsOf(Settings.Traces, OtlpEndpoint.TracesPath, hasObservatory)];
        Metrics = [.. DestinationsOf(Settings.Metrics, OtlpEndpoint.MetricsPath, hasObservatory)];
        Logs = [.. DestinationsOf(Settings.Logs, OtlpEndpoint.LogsPath, hasObservatory)];
        Scrape = new MetricScrape();
    }

    public OtelSettings Settings { get; }

    public IReadOnlyList<TelemetryDestination> Traces { get; }

    public IReadOnlyList<TelemetryDestination> Metrics { get; }

    public IReadOnlyList<TelemetryDestination> Logs { get; }

    public MetricScrape Scrape { get; }

    public ExportCounts Spans { get; } = new();

    public ExportCounts LogRecords { get; } = new();

    /// <summary>The module that represents the process; null when no module is recorded.</summary>
    public ModuleDescriptor? ProcessModule { get; }

    /// <summary>Whether the telemetry of the module is recorded.</summary>
    public bool Records(ModuleDescriptor descriptor) => !Settings.IsDisabled && recorded.Contains(descriptor);

    /// <summary>A span of a module, or one that it adopted, belongs to it; another span of a library belongs to the module of its parent span. Null when there is none.</summary>
    public ModuleTelemetry? OwnerOf(Activity? span)
    {
        for (; span is not null; span = span.Parent)
        {
            if (bySource.TryGetValue(span.Source, out var owner) || (owner = span.GetCustomProperty(nameof(ModuleTelemetry)) as ModuleTelemetry) is not null)
            {
                return owner;
            }
        }

        return null;
    }

    /// <summary>The provider that records log records of a module; null when they are not recorded.</summary>
    public OpenTelemetryLoggerProvider? LoggerProviderOf(string module) => loggers.GetValueOrDefault(module);

    /// <summary>The attributes of a module's resource.</summary>
    public IEnumerable<KeyValuePair<string, object>> ResourceOf(ModuleDescriptor descriptor)
    {
        var attributes = new Dictionary<string, object>
        {
            ["service.namespace"] = TelemetryRelay.Namespace,
            ["service.version"] = typeof(ProcessTelemetry).Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
            ["service.instance.id"] = instance,
            ["service.criticality"] = descriptor.Criticality,
        };
        foreach (var (key, value) in Settings.ResourceAttributes)
        {
            attributes[key] = value;
        }

        attributes["service.name"] = NameOf(descriptor);
        attributes["process.pid"] = (long)Environment.ProcessId;
        return attributes;
    }

    public void ReportLoss(TelemetryDestination destination) => failures?.Report(destination.Address, destination.LastFailure);

    // In parallel, and before any module starts: what a module does first is recorded too.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var module in host.GetRequiredService<RunningShop>().Running)
        {
            Add(module.Telemetry, module.Descriptor, module.Services);
        }

        failures = new ExportFailureReporter(host.GetRequiredService<ILoggerFactory>().CreateLogger("AstronomyShop.Telemetry"), host.GetRequiredService<TimeProvider>());
        return Task.WhenAll(containers.Select(module => Task.Run(() => Start(module.Key, module.Value), cancellationToken)));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A separate timeout, not what the other services left: telemetry of a slow shutdown is especially useful. Each provider waits for a thread.
        if (Traces.Concat(Metrics).Concat(Logs).Any(destination => destination.IsBackEnd))
        {
            await Task.WhenAll(containers.Values.SelectMany(ProvidersOf).Select(provider => Task.Factory.StartNew(
                () => Shutdown(provider, (int)ShutdownTimeout.TotalMilliseconds), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        }
    }

    public void Dispose()
    {
        foreach (var destination in Traces.Concat(Metrics).Concat(Logs))
        {
            destination.Dispose();
        }

        Scrape.Dispose();
    }

    private void Add(ModuleTelemetry module, ModuleDescriptor descriptor, IServiceProvider container)
    {
        if (descriptor.ReceivesTelemetry)
        {
            observatory = container.GetService<ITelemetryTarget>();
        }

        if (!Records(descriptor))
        {
            return;
        }

        bySource[module.Source] = module;
        containers[descriptor.Name] = container;
        if (descriptor == ProcessModule)
        {
            Observe(module, SpansExported, Spans);
            Observe(module, LogsExported, LogRecords);
        }
    }

    private void Start(string module, IServiceProvider container)
    {
        ProvidersOf(container);
        if (container.GetServices<ILoggerProvider>().OfType<OpenTelemetryLoggerProvider>().FirstOrDefault() is { } provider)
        {
            loggers[module] = provider;
        }
    }

    private static object[] ProvidersOf(IServiceProvider container) =>
        [.. new object?[] { container.GetService<TracerProvider>(), container.GetService<MeterProvider>(), container.GetService<LoggerProvider>() }.OfType<object>()];

    private static bool Shutdown(object provider, int milliseconds) => provider switch
    {
        TracerProvider traces => traces.Shutdown(milliseconds),
        MeterProvider metrics => metrics.Shutdown(milliseconds),
        LoggerProvider logs => logs.Shutdown(milliseconds),
        _ => true,
    };

    private static void Observe(ModuleTelemetry module, TelemetryDefinition counter, ExportCounts counts) =>
        module.Meter.CreateObservableCounter(
            counter.Name,
            () => new Measurement<long>[] { new(counts.Exported), new(counts.Dropped, new KeyValuePair<string, object?>(TelemetryAttributes.ErrorType, "not_taken")) },
            counter.Type,
            counter.Description);

    private IEnumerable<TelemetryDestination> DestinationsOf(OtlpEndpoint? endpoint, string path, bool hasObservatory)
    {
        if (endpoint is not null)
        {
            yield return TelemetryDestination.To(endpoint);
        }

        if (hasObservatory && (endpoint is null || Settings.KeepsObservatory))
        {
            yield return TelemetryDestination.To(() => observatory, path);
        }
    }

    // One configured name cannot be used for several services: with several modules it becomes a prefix of each service name.
    private string NameOf(ModuleDescriptor descriptor) =>
        string.IsNullOrEmpty(Settings.ServiceName) ? descriptor.ServiceName
        : recorded.Count == 1 ? Settings.ServiceName
        : $"{Settings.ServiceName}-{descriptor.ServiceName}";
}
