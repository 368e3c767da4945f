using System.Diagnostics;
using System.Globalization;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.SharedKernel.Events;

/// <summary>What brought an event to its consumer, as its span tells.</summary>
/// <param name="Destination">Where it came from.</param>
/// <param name="Tags">What else there is to say.</param>
internal sealed record Carrier(string Destination, IReadOnlyList<KeyValuePair<string, object?>> Tags)
{
    /// <summary>The system of an event that no broker carries: in either shape MassTransit hands it to its consumers.</summary>
    public const string MassTransit = "masstransit";

    /// <summary>From the publisher, with nothing between.</summary>
    public static Carrier Direct(string group) => new(
        "orders",
        [
            new(Attributes.MessagingSystem, MassTransit),
            new(Attributes.MessagingOperationType, "process"),
            new(Attributes.MessagingConsumerGroupName, group),
        ]);

    /// <summary>From a place of a topic.</summary>
    public static Carrier Kafka(string topic, int partition, long offset, string group) => new(
        topic,
        [
            new(Attributes.MessagingSystem, "kafka"),
            new(Attributes.MessagingOperationType, "process"),
            new(Attributes.MessagingConsumerGroupName, group),
            new(Attributes.MessagingDestinationPartitionId, partition.ToString(CultureInfo.InvariantCulture)),
            new(Attributes.MessagingKafkaOffset, offset),
            new(Attributes.NetworkTransport, "tcp"),
        ]);

    public void Describe(Activity? span)
    {
        span?.SetTag(Attributes.MessagingDestinationName, Destination);
        span?.SetTag(Attributes.MessagingOperationName, "process");
        foreach (var (name, value) in Tags)
        {
            span?.SetTag(name, value);
        }
    }
}
