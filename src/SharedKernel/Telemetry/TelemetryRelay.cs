using System.Threading.Channels;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Forwards what a browser or a mobile app recorded to the destination of the shop's own telemetry, under the name of its service. Adding never
/// blocks: when the queue is full, the newest items are dropped and counted.
/// </summary>
public sealed class TelemetryRelay : BackgroundService
{
    internal const string Namespace = "opentelemetry-demo";

    private const int Capacity = 128;
    private const int Attempts = 5;
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1.5);

    private readonly Channel<IMessage> waiting = Channel.CreateBounded<IMessage>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly ProcessTelemetry process;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ending = new();

    internal TelemetryRelay(ProcessTelemetry process, TimeProvider time) => (this.process, this.time) = (process, time);

    /// <summary>Adds spans of one service.</summary>
    /// <param name="service">The <c>service.name</c> of the spans.</param>
    /// <param name="about">Further resource attributes.</param>
    /// <param name="spans">The spans to export; they are not validated any more.</param>
    public void Enqueue(string service, IEnumerable<KeyValue> about, ScopeSpans spans) =>
        Add(new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = ResourceOf(service, about), ScopeSpans = { spans } } } });

    /// <summary>Adds log records of one service.</summary>
    /// <param name="service">The <c>service.name</c> of the log records.</param>
    /// <param name="about">Further resource attributes.</param>
    /// <param name="logs">The log records to export; they are not validated any more.</param>
    public void Enqueue(string service, IEnumerable<KeyValue> about, ScopeLogs logs) =>
        Add(new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { Resource = ResourceOf(service, about), ScopeLogs = { logs } } } });

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        ending.CancelAfter(ShutdownTimeout);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        ending.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Until the writer has completed: what is queued at shutdown is exported too.
        await foreach (var request in waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            foreach (var destination in request is ExportTraceServiceRequest ? process.Traces : process.Logs)
            {
                var isExported = await TryExportAsync(destination, request, stoppingToken);
                CountsOf(request).Add(SizeOf(request), isExported);
                if (!isExported)
                {
                    process.ReportLoss(destination);
                }
            }
        }
    }

    private static int SizeOf(IMessage request) => request switch
    {
        ExportTraceServiceRequest traces => traces.ResourceSpans.Sum(part => part.ScopeSpans.Sum(scope => scope.Spans.Count)),
        ExportLogsServiceRequest logs => logs.ResourceLogs.Sum(part => part.ScopeLogs.Sum(scope => scope.LogRecords.Count)),
        _ => 0,
    };

    private void Add(IMessage request)
    {
        if (!waiting.Writer.TryWrite(request))
        {
            CountsOf(request).Add(SizeOf(request), isExported: false);
        }
    }

    private ExportCounts CountsOf(IMessage request) => request is ExportTraceServiceRequest ? process.Spans : process.LogRecords;

    private Resource ResourceOf(string service, IEnumerable<KeyValue> about) => new()
    {
        Attributes =
        {
            about,
            OtlpValues.Pair("service.namespace", Namespace),
            process.Settings.ResourceAttributes.Select(pair => OtlpValues.Pair(pair.Key, pair.Value)),
            OtlpValues.Pair("service.name", service),
        },
    };

    private async Task<bool> TryExportAsync(TelemetryDestination destination, IMessage request, CancellationToken stoppingToken)
    {
        for (var attempt = 1; attempt <= Attempts && !ending.IsCancellationRequested; attempt++)
        {
            try
            {
                return await destination.RelayAsync(request, ending.Token);
            }
            catch (Exception exception) when (exception is RpcException or HttpRequestException or OperationCanceledException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500 << attempt), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return false;
    }
}
