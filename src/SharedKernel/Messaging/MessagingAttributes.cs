using System.Diagnostics;
using System.Globalization;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using MassTransit;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>The messaging attributes of the span that processes an event.</summary>
/// <param name="Destination">The destination that the event came from.</param>
/// <param name="Tags">Further attributes.</param>
internal sealed record MessagingAttributes(string Destination, IReadOnlyList<KeyValuePair<string, object?>> Tags)
{
    /// <summary>The messaging system of an event without a broker: MassTransit dispatches it in one process as in several.</summary>
    public const string MassTransit = "masstransit";

    // The scheme of the addresses of a bus in memory.
    private const string InMemory = "loopback";

    /// <summary>Attributes of a received event: those that its reader gave it, or those of an event that was delivered directly by its publisher.</summary>
    public static MessagingAttributes Of(ReceiveContext received, RunningModule module) =>
        received.TryGetPayload<MessagingAttributes>(out var attributes) ? attributes
        : received.InputAddress.Scheme == InMemory ? Direct(module.Descriptor.ServiceName) : RabbitMq(module.Descriptor.ServiceName);

    private static MessagingAttributes RabbitMq(string group) => new(
        "orders",
        [
            new(TelemetryAttributes.MessagingSystem, "rabbitmq"),
            new(TelemetryAttributes.MessagingOperationType, "process"),
            new(TelemetryAttributes.MessagingConsumerGroupName, group),
            new(TelemetryAttributes.NetworkTransport, "tcp"),
        ]);

    private static MessagingAttributes Direct(string group) => new(
        "orders",
        [
            new(TelemetryAttributes.MessagingSystem, MassTransit),
            new(TelemetryAttributes.MessagingOperationType, "process"),
            new(TelemetryAttributes.MessagingConsumerGroupName, group),
        ]);

    /// <summary>Attributes of a Kafka record.</summary>
    public static MessagingAttributes Kafka(string topic, int partition, long offset, string group) => new(
        topic,
        [
            new(TelemetryAttributes.MessagingSystem, "kafka"),
            new(TelemetryAttributes.MessagingOperationType, "process"),
            new(TelemetryAttributes.MessagingConsumerGroupName, group),
            new(TelemetryAttributes.MessagingDestinationPartitionId, partition.ToString(CultureInfo.InvariantCulture)),
            new(TelemetryAttributes.MessagingKafkaOffset, offset),
            new(TelemetryAttributes.NetworkTransport, "tcp"),
        ]);

    public void Describe(Activity? span)
    {
        span?.SetTag(TelemetryAttributes.MessagingDestinationName, Destination);
        span?.SetTag(TelemetryAttributes.MessagingOperationName, "process");
        foreach (var (name, value) in Tags)
        {
            span?.SetTag(name, value);
        }
    }
}
