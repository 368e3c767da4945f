using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>
/// Log records about the events of a consumer, with event names prefixed by its service name, as in the public shop's accounting.
/// </summary>
public static class ConsumerLog
{
    /// <summary><c>accounting.kafka.connecting</c>.</summary>
    public static void Connecting(RunningModule consumer, string servers) =>
        Log(consumer, LogLevel.Information, "kafka.connecting", "Connecting to Kafka at {Servers}", servers);

    /// <summary><c>accounting.kafka.consume_failed</c>.</summary>
    public static void ConsumeFailed(RunningModule consumer, string reason) =>
        Log(consumer, LogLevel.Warning, "kafka.consume_failed", "Consuming orders failed; retrying: {Reason}", reason);

    /// <summary><c>accounting.consumer.closing</c>.</summary>
    public static void Closing(RunningModule consumer, string topic) =>
        Log(consumer, LogLevel.Information, "consumer.closing", "Consumer of {Topic} is closing", topic);

    /// <summary><c>accounting.order.parsing_failed</c>.</summary>
    public static void ParsingFailed(RunningModule consumer, string reason) =>
        Log(consumer, LogLevel.Error, "order.parsing_failed", "OrderPlaced message could not be parsed: {Reason}", reason);

    private static void Log(RunningModule consumer, LogLevel level, string happened, string message, string about) =>
        LoggerMessage.Define<string>(level, new EventId(1, $"{consumer.Descriptor.ServiceName.Replace('-', '_')}.{happened}"), message)(
            consumer.Telemetry.Logger, about, null);
}
