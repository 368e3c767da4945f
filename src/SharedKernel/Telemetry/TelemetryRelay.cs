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

    private readonly Channel<Item> waiting = Channel.CreateBounded<Item>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly ProcessTelemetry process;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ending = new();

    internal TelemetryRelay(ProcessTelemetry process, TimeProvider time) => (this.process, this.time) = (process, time);

    /// <summary>Adds spans of one service.</summary>
    /// <param name="service">The <c>service.name</c> of the spans.</param>
    /// <param name="about">Further resource attributes.</param>
    /// <param name="spans">The spans to export; they are not validated any more.</param>
    public void Enqueue(string service, IEnumerable<KeyValue> about, ScopeSpans spans) =>
        Add(new(new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = ResourceOf(service, about), ScopeSpans = { spans } } } }, spans.Spans.Count, process.Traces, process.Spans));

    /// <summary>Adds log records of one service.</summary>
    /// <param name="service">The <c>service.name</c> of the log records.</param>
    /// <param name="about">Further resource attributes.</param>
    /// <param name="logs">The log records to export; they are not validated any more.</param>
    public void Enqueue(string service, IEnumerable<KeyValue> about, ScopeLogs logs) =>
        Add(new(new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { Resource = ResourceOf(service, about), ScopeLogs = { logs } } } }, logs.LogRecords.Count, process.Logs, process.LogRecords));

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
        await foreach (var item in waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            foreach (var destination in item.Destinations)
            {
                var isExported = await TryExportAsync(destination, item.Request, stoppingToken);
                item.Counts.Add(item.Size, isExported);
                if (!isExported)
                {
                    process.ReportLoss(destination);
                }
            }
        }
    }

    private void Add(Item item)
    {
        if (!waiting.Writer.TryWrite(item))
        {
            item.Counts.Add(item.Size, isExported: false);
        }
    }

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
            catch (Exception)
            {
                // What the Observatory cannot take is dropped: the next request may be taken, and the host stops when this service ends.
                return false;
            }
        }

        return false;
    }

    private sealed record Item(IMessage Request, int Size, IReadOnlyList<TelemetryDestination> Destinations, ExportCounts Counts);
}
