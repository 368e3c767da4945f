using System.Diagnostics;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using MassTransit;

namespace AstronomyShop.SharedKernel.Messaging.RabbitMq;

/// <summary>Publishes events to the broker, once for all consumers, and returns when the broker has confirmed that it is in every queue.</summary>
internal sealed class RabbitMqDelivery(IBus bus, ModuleTelemetry publisher) : IEventDelivery
{
    private const string PeerService = "peer.service";

    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(10);

    public IReadOnlyList<string> DestinationsOf(MessageDescriptor type) => [$"exchange {EventContract.Of(type).Topic}"];

    public async Task DeliverAsync(string destination, IMessage message, MessageContextPropagation propagation, CancellationToken cancellationToken)
    {
        var exchange = EventContract.Of(message.Descriptor).Topic;
        using var span = publisher.StartSpan($"{exchange} publish", ActivityKind.Producer, propagation.Resume());
        Describe(span, exchange);
        using var timeout = new CancellationTokenSource(ConfirmTimeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var outgoing = MessageContextPropagation.Current();
            await bus.Publish(message, message.GetType(), Pipe.Execute<PublishContext>(context => Write(context, outgoing)), either.Token).WaitAsync(either.Token);
        }
        catch (Exception exception)
        {
            span?.SetTag(TelemetryAttributes.ErrorType, exception.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            cancellationToken.ThrowIfCancellationRequested();
            throw RpcErrors.Unavailable($"The broker did not confirm the event: {exception.GetType().Name}");
        }
    }

    // Mandatory: the broker returns a message that no queue takes, for example because an operator has deleted them.
    private static void Write(PublishContext context, MessageContextPropagation propagation)
    {
        propagation.WriteTo(context, NewId.NextGuid());
        if (context.TryGetPayload<RabbitMqSendContext>(out var message))
        {
            message.Mandatory = true;
        }
    }

    private static void Describe(Activity? span, string exchange)
    {
        span?.SetTag(TelemetryAttributes.MessagingSystem, "rabbitmq");
        span?.SetTag(TelemetryAttributes.MessagingDestinationName, exchange);
        span?.SetTag(TelemetryAttributes.MessagingOperationName, "publish");
        span?.SetTag(TelemetryAttributes.MessagingOperationType, "send");
        span?.SetTag(TelemetryAttributes.NetworkTransport, "tcp");
        span?.SetTag(PeerService, "rabbitmq");
    }
}
