using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>
/// Delivers an event to each destination. The publisher stores the event until each delivery has returned; only then is the event durable at the
/// destination.
/// </summary>
public interface IEventDelivery
{
    /// <summary>The destinations of an event: the names of the consuming modules, or the topic that they all read.</summary>
    IReadOnlyList<string> DestinationsOf(MessageDescriptor type);

    /// <summary>
    /// Returns when the consumer has committed or the broker has acknowledged; throws when delivery failed. May be repeated: consumers are
    /// idempotent.
    /// </summary>
    /// <param name="destination">One of <see cref="DestinationsOf"/>.</param>
    /// <param name="message">The event.</param>
    /// <param name="propagation">The trace the event belongs to.</param>
    /// <param name="cancellationToken">Stops waiting; the event may still arrive.</param>
    Task DeliverAsync(string destination, IMessage message, MessageContextPropagation propagation, CancellationToken cancellationToken);
}
