using System.Diagnostics.Metrics;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// Metrics about the process's telemetry export, with the names that the semantic conventions define for SDKs. So a back end learns what it did
/// not receive, and the observatory shows it for every process that exports to it.
/// </summary>
internal static class PipelineMetrics
{
    public static readonly TelemetryDefinition Spans =
        TelemetryDefinition.Counter("otel.sdk.processor.span.processed", "{span}", "Spans queued for export; with error.type the spans dropped because the queue was full.");

    public static readonly TelemetryDefinition Lines =
        TelemetryDefinition.Counter("otel.sdk.processor.log.processed", "{log_record}", "Log records queued for export; with error.type the log records dropped.");

    public static readonly TelemetryDefinition SpansSent =
        TelemetryDefinition.Counter("otel.sdk.exporter.span.exported", "{span}", "Spans exported; with error.type the spans dropped after several failed attempts.");

    public static readonly TelemetryDefinition LinesSent =
        TelemetryDefinition.Counter("otel.sdk.exporter.log.exported", "{log_record}", "Log records exported; with error.type the log records dropped.");

    private static readonly KeyValuePair<string, object?> QueueFull = new(TelemetryAttributes.ErrorType, "queue_full");
    private static readonly KeyValuePair<string, object?> NotTaken = new(TelemetryAttributes.ErrorType, "not_taken");

    /// <param name="module">The module that represents the process.</param>
    /// <param name="counter">One of the definitions above.</param>
    /// <param name="left">The number of queued items.</param>
    /// <param name="dropped">The number of items dropped because the queue was full.</param>
    public static void ObserveQueue(ModuleTelemetry module, TelemetryDefinition counter, Func<long> left, Func<long> dropped) =>
        Observe(module, counter, () => [new(left()), new(dropped(), QueueFull)]);

    /// <param name="module">The module that represents the process.</param>
    /// <param name="counter">One of the definitions above.</param>
    /// <param name="sent">The counts of exported and dropped items.</param>
    public static void ObserveSending(ModuleTelemetry module, TelemetryDefinition counter, DeliveryCounter sent) =>
        Observe(module, counter, () => [new(sent.Arrived), new(sent.Lost, NotTaken)]);

    private static void Observe(ModuleTelemetry module, TelemetryDefinition counter, Func<IEnumerable<Measurement<long>>> look) =>
        module.Meter.CreateObservableCounter(counter.Name, look, counter.Type, counter.Description);
}

/// <summary>How many items of a signal were exported and how many were dropped.</summary>
internal sealed class DeliveryCounter
{
    private long arrived;
    private long lost;

    public long Arrived => Interlocked.Read(ref arrived);

    public long Lost => Interlocked.Read(ref lost);

    public void Add(int count, bool haveArrived) => Interlocked.Add(ref haveArrived ? ref arrived : ref lost, count);
}
