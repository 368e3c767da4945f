using System.Diagnostics.Metrics;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>
/// What became of the process's own telemetry, by the names that the semantic conventions have for an SDK. So a back end learns what it
/// did not get, and the observatory shows it for every process that reports to it.
/// </summary>
internal static class PipelineMetrics
{
    public static readonly TelemetryDefinition Spans =
        TelemetryDefinition.Counter("otel.sdk.processor.span.processed", "{span}", "Spans left for sending; with error.type those that were dropped, because more came than went.");

    public static readonly TelemetryDefinition Lines =
        TelemetryDefinition.Counter("otel.sdk.processor.log.processed", "{log_record}", "Log lines left for sending; with error.type those that were dropped.");

    public static readonly TelemetryDefinition SpansSent =
        TelemetryDefinition.Counter("otel.sdk.exporter.span.exported", "{span}", "Spans that arrived; with error.type those that were given up after several tries.");

    public static readonly TelemetryDefinition LinesSent =
        TelemetryDefinition.Counter("otel.sdk.exporter.log.exported", "{log_record}", "Log lines that arrived; with error.type those that were given up.");

    private static readonly KeyValuePair<string, object?> QueueFull = new(TelemetryAttributes.ErrorType, "queue_full");
    private static readonly KeyValuePair<string, object?> NotTaken = new(TelemetryAttributes.ErrorType, "not_taken");

    /// <param name="module">Who speaks for the process.</param>
    /// <param name="counter">One of those above.</param>
    /// <param name="left">How many were left for sending so far.</param>
    /// <param name="dropped">How many found no room.</param>
    public static void ObserveQueue(ModuleTelemetry module, TelemetryDefinition counter, Func<long> left, Func<long> dropped) =>
        Observe(module, counter, () => [new(left()), new(dropped(), QueueFull)]);

    /// <param name="module">Who speaks for the process.</param>
    /// <param name="counter">One of those above.</param>
    /// <param name="sent">What is known of the sending.</param>
    public static void ObserveSending(ModuleTelemetry module, TelemetryDefinition counter, DeliveryCounter sent) =>
        Observe(module, counter, () => [new(sent.Arrived), new(sent.Lost, NotTaken)]);

    private static void Observe(ModuleTelemetry module, TelemetryDefinition counter, Func<IEnumerable<Measurement<long>>> look) =>
        module.Meter.CreateObservableCounter(counter.Name, look, counter.Type, counter.Description);
}

/// <summary>How many items of a signal arrived and how many were given up.</summary>
internal sealed class DeliveryCounter
{
    private long arrived;
    private long lost;

    public long Arrived => Interlocked.Read(ref arrived);

    public long Lost => Interlocked.Read(ref lost);

    public void Add(int count, bool haveArrived) => Interlocked.Add(ref haveArrived ? ref arrived : ref lost, count);
}
