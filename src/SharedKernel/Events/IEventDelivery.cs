using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AstronomyShop.SharedKernel.Events;

/// <summary>
/// Brings an event to each destination. The publisher keeps the event until each delivery has returned: then, and not before, it is
/// durable there.
/// </summary>
public interface IEventDelivery
{
    /// <summary>Where an event must go: to the modules that consume it, by name, or to the one topic that they all read.</summary>
    IReadOnlyList<string> DestinationsOf(MessageDescriptor type);

    /// <summary>Returns when the consumer has committed, or the topic has it; throws what kept it from that. May be repeated: consumers take an event once.</summary>
    /// <param name="destination">One of <see cref="DestinationsOf"/>.</param>
    /// <param name="message">The event.</param>
    /// <param name="propagation">The trace the event belongs to.</param>
    /// <param name="cancellationToken">Gives up waiting; it may arrive all the same.</param>
    Task DeliverAsync(string destination, IMessage message, MessageContextPropagation propagation, CancellationToken cancellationToken);
}
