using AstronomyShop.SharedKernel.Events;
using AstronomyShop.SharedKernel.Flags;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Checkout;

/// <summary>The flag <c>kafkaQueueProblems</c>, the publisher's half: each event is told this many times more, and the queue grows.</summary>
internal sealed class RepeatedEvents(IEventDelivery inner, IFeatureClient flags, ILogger<RepeatedEvents> log) : IEventDelivery
{
    private const int MostRepetitions = 1000;

    public IReadOnlyList<string> DestinationsOf(MessageDescriptor type) => inner.DestinationsOf(type);

    public async Task Deliver(string destination, IMessage message, EventCause cause, CancellationToken cancellation)
    {
        await inner.Deliver(destination, message, cause, cancellation);
        for (var told = 0; told < await Repetitions(); told++)
        {
            if (told == 0)
            {
                CheckoutLog.Overloading(log, destination);
            }

            await inner.Deliver(destination, message, cause, cancellation);
        }
    }

    // Asked each time: when the flag goes off, the queue goes on.
    private async Task<int> Repetitions() =>
        Math.Min(await flags.GetIntegerValueAsync("kafkaQueueProblems", 0, EvaluationContext.Empty), MostRepetitions);
}
