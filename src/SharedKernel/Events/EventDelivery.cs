using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Events;

/// <summary>
/// Knows how an event reaches a consumer: through MassTransit where the consumer runs in this process, by a delivery rpc where it
/// does not.
/// </summary>
internal sealed class EventDelivery(ShopSettings settings, Neighbours neighbours, ModuleTelemetry publisher) : IEventDelivery
{
    private const string Destination = "orders";

    public IReadOnlyList<string> DestinationsOf(MessageDescriptor type) => [.. settings.ConsumersOf(type).Select(face => face.Name)];

    public async Task Deliver(string destination, IMessage message, EventCause cause, CancellationToken cancellation)
    {
        var callee = settings.Module(destination);
        using var span = publisher.StartSpan($"{Destination} publish", ActivityKind.Producer, cause.Resume());
        span?.SetTag(Attributes.MessagingSystem, Carrier.MassTransit);
        span?.SetTag(Attributes.MessagingDestinationName, Destination);
        span?.SetTag(Attributes.MessagingOperationName, "publish");
        span?.SetTag(Attributes.MessagingOperationType, "send");
        var handedOn = EventCause.Current();
        try
        {
            if (neighbours.Here(callee) is { } here)
            {
                await ConsumedEvents.Consume(here, InProcessCopy(message), handedOn, Carrier.Direct(callee.ServiceName), cancellation);
            }
            else
            {
                await DeliverRemotely(callee, message, handedOn, cancellation);
            }
        }
        catch (Exception failure)
        {
            span?.SetTag(Attributes.ErrorType, failure.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private static IMessage InProcessCopy(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteString());

    private async Task DeliverRemotely(ModuleFace callee, IMessage message, EventCause cause, CancellationToken cancellation)
    {
        var request = new DeliverRequest { Consumer = callee.Name, Type = message.Descriptor.FullName, Body = message.ToByteString() };
        request.Headers.Add(cause.ToHeaders());
        var client = new Contracts.EventDelivery.EventDeliveryClient(neighbours.Remote(callee));
        var deadline = CallClock.UtcNow + settings.Calls.Deadline;
        await client.DeliverAsync(request, new CallOptions(deadline: deadline, cancellationToken: cancellation));
    }
}
