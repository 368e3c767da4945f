using System.Diagnostics;
using System.Globalization;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.SharedKernel.Events;

/// <summary>What brought an event to its consumer, as its span tells.</summary>
/// <param name="Destination">Where it came from.</param>
/// <param name="Tags">What else there is to say.</param>
internal sealed record MessagingAttributes(string Destination, IReadOnlyList<KeyValuePair<string, object?>> Tags)
{
    /// <summary>The system of an event that no broker carries: in either shape MassTransit hands it to its consumers.</summary>
    public const string MassTransit = "masstransit";

    /// <summary>From the publisher, with nothing between.</summary>
    public static MessagingAttributes Direct(string group) => new(
        "orders",
        [
            new(TelemetryAttributes.MessagingSystem, MassTransit),
            new(TelemetryAttributes.MessagingOperationType, "process"),
            new(TelemetryAttributes.MessagingConsumerGroupName, group),
        ]);

    /// <summary>From a place of a topic.</summary>
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
