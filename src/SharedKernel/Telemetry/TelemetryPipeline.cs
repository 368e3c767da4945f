using System.Diagnostics;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// The one way of telemetry out of the process, for all its modules together: recorded by the SDK, left in bounded queues, sent in
/// requests in which each module is a resource of its own. Why not an exporter per module: <c>docs/adr/0005</c>.
/// </summary>
internal sealed class TelemetryPipeline : IHostedService, IDisposable
{
    // ASP.NET Core's, gRPC's, YARP's and MassTransit's spans are not asked for: the seam makes those itself, alike in every shape.
    private static readonly string[] Libraries = ["System.Net.Http"];
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1.5);

    private readonly RunningShop shop;
    private readonly ModuleIdentities identities;
    private readonly OtelSettings settings;
    private readonly Measurements measurements;
    private readonly IConfiguration configuration;
    private readonly ILogger log;
    private readonly TimeProvider time;
    private readonly TelemetryQueue<(Resource Owner, Activity Span)> spans;
    private readonly TelemetryQueue<(Resource Owner, string Category, LogRecord Line)> lines;
    private readonly SpanRelay relay;
    private readonly LogRelay logRelay;
    private readonly OtlpBackEnd backEnd;
    private readonly SentItems sentSpans = new();
    private readonly SentItems sentLines = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> running = [];
    private TracerProvider? tracing;
    private TelemetryTargets targets = TelemetryTargets.None;

    public TelemetryPipeline(
        RunningShop shop,
        ModuleIdentities identities,
        OtelSettings settings,
        Measurements measurements,
        TelemetryQueue<(Resource, string, LogRecord)> lines,
        SpanRelay relay,
        LogRelay logRelay,
        IConfiguration configuration,
        ILoggerFactory loggers,
        TimeProvider time)
    {
        this.shop = shop;
        this.identities = identities;
        this.settings = settings;
        this.measurements = measurements;
        this.configuration = configuration;
        this.lines = lines;
        this.relay = relay;
        this.logRelay = logRelay;
        this.time = time;
        log = loggers.CreateLogger("AstronomyShop.Telemetry");
        spans = new(settings.QueueSize, settings.BatchSize);
        backEnd = new OtlpBackEnd(settings, new DeliveryTrouble(log, time), time);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        identities.Bind(shop.Running.Select(module => module.Telemetry));
        targets = TelemetryTargets.Of(settings, backEnd, Observatory());
        CountWhatIsSent();

        // In process nothing is saved by waiting; who looks at the observatory wants to see what just happened.
        var delay = settings.BatchDelay > TimeSpan.Zero ? settings.BatchDelay : TimeSpan.FromSeconds(settings.Traces is null ? 0.5 : 5);
        if (targets.Traces is { } takesTraces)
        {
            tracing = Tracing();
            running.Add(Task.Run(() => spans.Drain(delay, (batch, token) => Send(takesTraces, batch, token), stopping.Token), CancellationToken.None));
            running.Add(Task.Run(() => relay.Waiting.Drain(delay, (batch, token) => Send(takesTraces, batch, token), stopping.Token), CancellationToken.None));
        }

        if (targets.Logs is { } takesLogs)
        {
            running.Add(Task.Run(() => lines.Drain(delay, (batch, token) => Send(takesLogs, batch, token), stopping.Token), CancellationToken.None));
            running.Add(Task.Run(() => logRelay.Waiting.Drain(delay, (batch, token) => Send(takesLogs, batch, token), stopping.Token), CancellationToken.None));
        }

        if (targets.Metrics is { } takesMetrics)
        {
            measurements.Start();
            running.Add(Task.Run(() => SendMetrics(takesMetrics), CancellationToken.None));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Has its own time and not what the others left: a shutdown that took long is the one worth telling of.
        using var enough = new CancellationTokenSource(LastWords, time);
        var last = new List<Task>();
        if (targets.Traces is OtlpBackEnd traces)
        {
            last.Add(spans.TakeAll((batch, token) => Send(traces, batch, token), enough.Token));
            last.Add(relay.Waiting.TakeAll((batch, token) => Send(traces, batch, token), enough.Token));
        }

        if (targets.Logs is OtlpBackEnd logs)
        {
            last.Add(lines.TakeAll((batch, token) => Send(logs, batch, token), enough.Token));
            last.Add(logRelay.Waiting.TakeAll((batch, token) => Send(logs, batch, token), enough.Token));
        }

        if (targets.Metrics is OtlpBackEnd metrics)
        {
            last.Add(metrics.Take(measurements.Collect(), enough.Token));
        }

        await Task.WhenAll(last).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        tracing?.Dispose();
        backEnd.Dispose();
        spans.Dispose();
        stopping.Dispose();
    }

    private TracerProvider Tracing() =>
        Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .AddSource([.. identities.Sources, .. Libraries])
            .AddProcessor(new SpanIntake(identities, spans))
            .Build();

    private void CountWhatIsSent()
    {
        if (shop.Running.FirstOrDefault(module => module.Telemetry.Source.Name == identities.Speaker)?.Telemetry is not { } speaker)
        {
            return;
        }

        PipelineCounts.ObserveQueue(speaker, PipelineCounts.Spans, () => spans.Added, () => spans.Dropped + relay.Dropped);
        PipelineCounts.ObserveQueue(speaker, PipelineCounts.Lines, () => lines.Added, () => lines.Dropped + logRelay.Dropped);
        PipelineCounts.ObserveSending(speaker, PipelineCounts.SpansSent, sentSpans);
        PipelineCounts.ObserveSending(speaker, PipelineCounts.LinesSent, sentLines);
    }

    private ITelemetryTarget? Observatory() =>
        shop.Running.FirstOrDefault(module => module.Face.IsObservatory)?.Services.GetService<ITelemetryTarget>();

    private async Task Send(ITelemetryTarget target, IReadOnlyList<(Resource, Activity)> batch, CancellationToken cancellation) =>
        sentSpans.Add(batch.Count, await Guarded("spans", () => target.Take(OtlpSpans.Request(batch), cancellation)));

    private async Task Send(ITelemetryTarget target, IReadOnlyList<ResourceSpans> batch, CancellationToken cancellation)
    {
        var count = batch.Sum(visitor => visitor.ScopeSpans.Sum(scope => scope.Spans.Count));
        sentSpans.Add(count, await Guarded("spans of others", () => target.Take(new ExportTraceServiceRequest { ResourceSpans = { batch } }, cancellation)));
    }

    private async Task Send(ITelemetryTarget target, IReadOnlyList<(Resource, string, LogRecord)> batch, CancellationToken cancellation) =>
        sentLines.Add(batch.Count, await Guarded("logs", () => target.Take(OtlpLogs.Request(batch), cancellation)));

    private async Task Send(ITelemetryTarget target, IReadOnlyList<ResourceLogs> batch, CancellationToken cancellation)
    {
        var count = batch.Sum(client => client.ScopeLogs.Sum(scope => scope.LogRecords.Count));
        sentLines.Add(count, await Guarded("logs of clients", () => target.Take(new ExportLogsServiceRequest { ResourceLogs = { batch } }, cancellation)));
    }

    private async Task SendMetrics(ITelemetryTarget target)
    {
        var interval = settings.MetricInterval > TimeSpan.Zero ? settings.MetricInterval : TimeSpan.FromSeconds(settings.Metrics is null ? 10 : 60);
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stopping.Token))
        {
            await Guarded("metrics", () => target.Take(measurements.Collect(), stopping.Token));
        }
    }

    private async Task<bool> Guarded(string signal, Func<Task<bool>> send)
    {
        try
        {
            return await send();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next batch may fare better; without this, one bad batch would end the recording.
            TelemetryLog.TargetThrew(log, signal, failure);
            return false;
        }
    }
}
