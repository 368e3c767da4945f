using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>
/// Log records about the events of a consumer, with event names prefixed by its service name, as the public shop writes them.
/// </summary>
public static class ConsumerLog
{
    /// <summary><c>&lt;service&gt;.kafka.connecting</c>.</summary>
    public static void Connecting(RunningModule consumer, string servers) =>
        Log(consumer, LogLevel.Information, "kafka.connecting", "Connecting to Kafka at {Servers}", servers);

    /// <summary><c>&lt;service&gt;.kafka.consume_failed</c>.</summary>
    public static void ConsumeFailed(RunningModule consumer, string topic, string reason) =>
        Log(consumer, LogLevel.Warning, "kafka.consume_failed", $"Consuming {topic} failed; retrying: {{Reason}}", reason);

    /// <summary><c>&lt;service&gt;.consumer.closing</c>.</summary>
    public static void Closing(RunningModule consumer, string topic) =>
        Log(consumer, LogLevel.Information, "consumer.closing", "Consumer of {Topic} is closing", topic);

    /// <summary><c>&lt;service&gt;.&lt;value of the record&gt;.parsing_failed</c>.</summary>
    public static void ParsingFailed(RunningModule consumer, EventContract contract, string reason) =>
        Log(consumer, LogLevel.Error, $"{contract.Value.Name}.parsing_failed", $"{contract.Type.Name} message could not be parsed: {{Reason}}", reason);

    private static void Log(RunningModule consumer, LogLevel level, string happened, string message, string about) =>
        LoggerMessage.Define<string>(level, new EventId(1, $"{consumer.Descriptor.ServiceName.Replace('-', '_')}.{happened}"), message)(
            consumer.Telemetry.Logger, about, null);
}
