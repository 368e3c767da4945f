using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.FeatureFlags;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Checkout;

/// <summary>
/// The publisher side of the flag <c>kafkaQueueProblems</c>: each event is published this many times more, and the queue grows.
/// </summary>
internal sealed class DuplicateDeliveryFault(IEventDelivery inner, IFeatureClient flags, ILogger<DuplicateDeliveryFault> logger) : IEventDelivery
{
    private const int MaxRepetitions = 1000;

    public IReadOnlyList<string> DestinationsOf(MessageDescriptor type) => inner.DestinationsOf(type);

    public async Task DeliverAsync(string destination, IMessage message, MessageContextPropagation propagation, CancellationToken cancellationToken)
    {
        await inner.DeliverAsync(destination, message, propagation, cancellationToken);
        for (var deliveries = 0; deliveries < await RepetitionsAsync(); deliveries++)
        {
            if (deliveries == 0)
            {
                CheckoutLog.Overloading(logger, destination);
            }

            await inner.DeliverAsync(destination, message, propagation, cancellationToken);
        }
    }

    // Evaluated for each repetition: when the flag is turned off, publishing continues normally.
    private async Task<int> RepetitionsAsync() =>
        Math.Min(await flags.GetIntegerValueAsync("kafkaQueueProblems", 0, EvaluationContext.Empty), MaxRepetitions);
}
