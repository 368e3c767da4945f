using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>
/// Delivers an event to a consumer: through the bus when the consumer runs in this process, with a delivery RPC otherwise.
/// </summary>
internal sealed class EventDelivery(ShopTopology topology, EndpointDelivery endpoints, ModuleClientFactory clients, RpcSettings settings, ModuleTelemetry publisher) : IEventDelivery
{
    public IReadOnlyList<string> DestinationsOf(MessageDescriptor type) => [.. topology.ConsumersOf(type).Select(descriptor => descriptor.Name)];

    public async Task DeliverAsync(string destination, IMessage message, MessageContextPropagation propagation, CancellationToken cancellationToken)
    {
        var callee = topology.Module(destination);
        var topic = EventContract.Of(message.Descriptor).Topic;
        using var span = publisher.StartSpan($"{topic} publish", ActivityKind.Producer, propagation.Resume());
        span?.SetTag(TelemetryAttributes.MessagingSystem, MessagingAttributes.MassTransit);
        span?.SetTag(TelemetryAttributes.MessagingDestinationName, topic);
        span?.SetTag(TelemetryAttributes.MessagingOperationName, "publish");
        span?.SetTag(TelemetryAttributes.MessagingOperationType, "send");
        var outgoing = MessageContextPropagation.Current();
        try
        {
            await (topology.Runs(callee)
                ? endpoints.DeliverAsync(callee, message, outgoing, cancellationToken)
                : DeliverRemotelyAsync(callee, message, outgoing, cancellationToken));
        }
        catch (Exception exception)
        {
            span?.SetTag(TelemetryAttributes.ErrorType, exception.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private async Task DeliverRemotelyAsync(ModuleDescriptor callee, IMessage message, MessageContextPropagation propagation, CancellationToken cancellationToken)
    {
        var request = new DeliverRequest { Consumer = callee.Name, Type = message.Descriptor.FullName, Body = message.ToByteString() };
        request.Headers.Add(propagation.ToHeaders());
        var client = new Contracts.EventDelivery.EventDeliveryClient(clients.RemoteInvokerFor(callee));
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + settings.Limits.Deadline;
        await client.DeliverAsync(request, new CallOptions(deadline: deadline, cancellationToken: cancellationToken));
    }
}
