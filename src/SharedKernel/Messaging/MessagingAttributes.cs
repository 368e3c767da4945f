using System.Diagnostics;
using System.Globalization;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using MassTransit;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>The messaging attributes of the span that processes an event.</summary>
/// <param name="Destination">The destination that the event came from.</param>
/// <param name="Tags">Further attributes.</param>
public sealed record MessagingAttributes(string Destination, IReadOnlyList<KeyValuePair<string, object?>> Tags)
{
    // The messaging system of an event without a broker: MassTransit dispatches it in one process as in several.
    internal const string MassTransit = "masstransit";

    private const string MessagingConsumerGroupName = "messaging.consumer.group.name";

    // The scheme of the addresses of a bus in memory.
    private const string InMemory = "loopback";

    // Attributes of a received event: those that its reader gave it, or those of the transport of the bus.
    internal static MessagingAttributes Of(ReceiveContext received, RunningModule module, EventContract contract) =>
        received.TryGetPayload<MessagingAttributes>(out var attributes) ? attributes
        : received.InputAddress.Scheme == InMemory ? Direct(contract.Topic, module.Descriptor.ServiceName) : RabbitMq(contract.Topic, module.Descriptor.ServiceName);

    private static MessagingAttributes RabbitMq(string exchange, string group) => new(
        exchange,
        [
            new(TelemetryAttributes.MessagingSystem, "rabbitmq"),
            new(TelemetryAttributes.MessagingOperationType, "process"),
            new(MessagingConsumerGroupName, group),
            new(TelemetryAttributes.NetworkTransport, "tcp"),
        ]);

    private static MessagingAttributes Direct(string topic, string group) => new(
        topic,
        [
            new(TelemetryAttributes.MessagingSystem, MassTransit),
            new(TelemetryAttributes.MessagingOperationType, "process"),
            new(MessagingConsumerGroupName, group),
        ]);

    /// <summary>Attributes of a Kafka record.</summary>
    /// <param name="topic">The topic of the record.</param>
    /// <param name="partition">The partition of the topic.</param>
    /// <param name="offset">The offset in the partition.</param>
    /// <param name="group">The consumer group that reads the topic.</param>
    public static MessagingAttributes Kafka(string topic, int partition, long offset, string group) => new(
        topic,
        [
            new(TelemetryAttributes.MessagingSystem, "kafka"),
            new(TelemetryAttributes.MessagingOperationType, "process"),
            new(MessagingConsumerGroupName, group),
            new(TelemetryAttributes.MessagingDestinationPartitionId, partition.ToString(CultureInfo.InvariantCulture)),
            new(TelemetryAttributes.MessagingKafkaOffset, offset),
            new(TelemetryAttributes.NetworkTransport, "tcp"),
        ]);

    internal void Describe(Activity? span)
    {
        span?.SetTag(TelemetryAttributes.MessagingDestinationName, Destination);
        span?.SetTag(TelemetryAttributes.MessagingOperationName, "process");
        foreach (var (name, value) in Tags)
        {
            span?.SetTag(name, value);
        }
    }
}
