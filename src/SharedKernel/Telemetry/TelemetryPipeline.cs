using System.Diagnostics;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Exports the telemetry of all modules of the process: recorded by the SDK, queued in bounded queues, sent in requests with one resource per
/// module. <c>docs/adr/0005</c> explains why there is not one exporter per module.
/// </summary>
internal sealed class TelemetryPipeline : IHostedService, IDisposable
{
    // Spans of ASP.NET Core, gRPC, YARP and MassTransit are not recorded: the RPC and HTTP pipelines create them, the same for both transports.
    private static readonly string[] Libraries = ["System.Net.Http"];
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1.5);

    private readonly RunningShop shop;
    private readonly ModuleResources identities;
    private readonly OtelSettings settings;
    private readonly MetricCollector measurements;
    private readonly IConfiguration configuration;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly TelemetryQueue<(Resource Owner, Activity Span)> spans;
    private readonly TelemetryQueue<(Resource Owner, string Category, LogRecord Line)> lines;
    private readonly SpanRelay relay;
    private readonly LogRelay logRelay;
    private readonly OtlpTelemetryTarget backEnd;
    private readonly DeliveryCounter sentSpans = new();
    private readonly DeliveryCounter sentLines = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> running = [];
    private TracerProvider? tracerProvider;
    private TelemetryTargets targets = TelemetryTargets.None;

    public TelemetryPipeline(
        RunningShop shop,
        ModuleResources resources,
        OtelSettings settings,
        MetricCollector measurements,
        TelemetryQueue<(Resource, string, LogRecord)> lines,
        SpanRelay relay,
        LogRelay logRelay,
        IConfiguration configuration,
        ILoggerFactory loggers,
        TimeProvider time)
    {
        this.shop = shop;
        this.identities = resources;
        this.settings = settings;
        this.measurements = measurements;
        this.configuration = configuration;
        this.lines = lines;
        this.relay = relay;
        this.logRelay = logRelay;
        this.time = time;
        logger = loggers.CreateLogger("AstronomyShop.Telemetry");
        spans = new(settings.QueueSize, settings.BatchSize);
        backEnd = new OtlpTelemetryTarget(settings, new ExportFailureReporter(logger, time), time);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        identities.Bind(shop.Running.Select(module => module.Telemetry));
        targets = TelemetryTargets.Of(settings, backEnd, FindObservatory());
        ObserveQueues();

        // In process there is nothing to gain from batching; a reader of the observatory wants to see the latest spans.
        var delay = settings.BatchDelay > TimeSpan.Zero ? settings.BatchDelay : TimeSpan.FromSeconds(settings.Traces is null ? 0.5 : 5);
        if (targets.Traces is { } takesTraces)
        {
            tracerProvider = BuildTracerProvider();
            running.Add(Task.Run(() => spans.DrainAsync(delay, (batch, cancellationToken) => SendAsync(takesTraces, batch, cancellationToken), stopping.Token), CancellationToken.None));
            running.Add(Task.Run(() => relay.Waiting.DrainAsync(delay, (batch, cancellationToken) => SendAsync(takesTraces, batch, cancellationToken), stopping.Token), CancellationToken.None));
        }

        if (targets.Logs is { } takesLogs)
        {
            running.Add(Task.Run(() => lines.DrainAsync(delay, (batch, cancellationToken) => SendAsync(takesLogs, batch, cancellationToken), stopping.Token), CancellationToken.None));
            running.Add(Task.Run(() => logRelay.Waiting.DrainAsync(delay, (batch, cancellationToken) => SendAsync(takesLogs, batch, cancellationToken), stopping.Token), CancellationToken.None));
        }

        if (targets.Metrics is { } takesMetrics)
        {
            measurements.Start();
            running.Add(Task.Run(() => SendMetricsAsync(takesMetrics), CancellationToken.None));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // A separate timeout, not what the other services left: telemetry of a slow shutdown is especially useful.
        using var timeout = new CancellationTokenSource(ShutdownTimeout, time);
        var last = new List<Task>();
        if (targets.Traces is OtlpTelemetryTarget traces)
        {
            last.Add(spans.TakeAllAsync((batch, cancellationToken) => SendAsync(traces, batch, cancellationToken), timeout.Token));
            last.Add(relay.Waiting.TakeAllAsync((batch, cancellationToken) => SendAsync(traces, batch, cancellationToken), timeout.Token));
        }

        if (targets.Logs is OtlpTelemetryTarget logs)
        {
            last.Add(lines.TakeAllAsync((batch, cancellationToken) => SendAsync(logs, batch, cancellationToken), timeout.Token));
            last.Add(logRelay.Waiting.TakeAllAsync((batch, cancellationToken) => SendAsync(logs, batch, cancellationToken), timeout.Token));
        }

        if (targets.Metrics is OtlpTelemetryTarget metrics)
        {
            last.Add(metrics.ExportAsync(measurements.Collect(), timeout.Token));
        }

        await Task.WhenAll(last).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        tracerProvider?.Dispose();
        backEnd.Dispose();
        spans.Dispose();
        stopping.Dispose();
    }

    private TracerProvider BuildTracerProvider() =>
        Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .AddSource([.. identities.Sources, .. Libraries])
            .AddProcessor(new SpanQueueProcessor(identities, spans))
            .Build();

    private void ObserveQueues()
    {
        if (shop.Running.FirstOrDefault(module => module.Telemetry.Source.Name == identities.ProcessModule)?.Telemetry is not { } processModule)
        {
            return;
        }

        PipelineMetrics.ObserveQueue(processModule, PipelineMetrics.Spans, () => spans.Added, () => spans.Dropped + relay.Dropped);
        PipelineMetrics.ObserveQueue(processModule, PipelineMetrics.Lines, () => lines.Added, () => lines.Dropped + logRelay.Dropped);
        PipelineMetrics.ObserveSending(processModule, PipelineMetrics.SpansSent, sentSpans);
        PipelineMetrics.ObserveSending(processModule, PipelineMetrics.LinesSent, sentLines);
    }

    private ITelemetryTarget? FindObservatory() =>
        shop.Running.FirstOrDefault(module => module.Descriptor.ReceivesTelemetry)?.Services.GetService<ITelemetryTarget>();

    private async Task SendAsync(ITelemetryTarget target, IReadOnlyList<(Resource, Activity)> batch, CancellationToken cancellationToken) =>
        sentSpans.Add(batch.Count, await ExportGuardedAsync("spans", () => target.ExportAsync(OtlpSpans.Request(batch), cancellationToken)));

    private async Task SendAsync(ITelemetryTarget target, IReadOnlyList<ResourceSpans> batch, CancellationToken cancellationToken)
    {
        var count = batch.Sum(visitor => visitor.ScopeSpans.Sum(scope => scope.Spans.Count));
        sentSpans.Add(count, await ExportGuardedAsync("relayed spans", () => target.ExportAsync(new ExportTraceServiceRequest { ResourceSpans = { batch } }, cancellationToken)));
    }

    private async Task SendAsync(ITelemetryTarget target, IReadOnlyList<(Resource, string, LogRecord)> batch, CancellationToken cancellationToken) =>
        sentLines.Add(batch.Count, await ExportGuardedAsync("logs", () => target.ExportAsync(OtlpLogs.Request(batch), cancellationToken)));

    private async Task SendAsync(ITelemetryTarget target, IReadOnlyList<ResourceLogs> batch, CancellationToken cancellationToken)
    {
        var count = batch.Sum(client => client.ScopeLogs.Sum(scope => scope.LogRecords.Count));
        sentLines.Add(count, await ExportGuardedAsync("relayed logs", () => target.ExportAsync(new ExportLogsServiceRequest { ResourceLogs = { batch } }, cancellationToken)));
    }

    private async Task SendMetricsAsync(ITelemetryTarget target)
    {
        var interval = settings.MetricInterval > TimeSpan.Zero ? settings.MetricInterval : TimeSpan.FromSeconds(settings.Metrics is null ? 10 : 60);
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stopping.Token))
        {
            await ExportGuardedAsync("metrics", () => target.ExportAsync(measurements.Collect(), stopping.Token));
        }
    }

    private async Task<bool> ExportGuardedAsync(string signal, Func<Task<bool>> send)
    {
        try
        {
            return await send();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // The next batch may succeed; without this, one bad batch would stop the export.
            TelemetryLog.TargetThrew(logger, signal, exception);
            return false;
        }
    }
}
