using System.Collections.Concurrent;
using AstronomyShop.SharedKernel.Modularity;
using Google.Protobuf;
using MassTransit;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>
/// Sends an event to the receive endpoint of a module in this process and waits until its consumers have committed: a queue in memory is lost with
/// the process, so until then the publisher keeps the event.
/// </summary>
internal sealed class EndpointDelivery : IReceiveObserver
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> waiting = new();
    private readonly IBus bus;

    public EndpointDelivery(IBus bus)
    {
        this.bus = bus;
        bus.ConnectReceiveObserver(this);
    }

    /// <summary>Throws the exception of the last attempt when the consumers have failed. A cancelled caller stops waiting; the event may still be consumed.</summary>
    public async Task DeliverAsync(ModuleDescriptor consumer, IMessage message, MessageContextPropagation propagation, CancellationToken cancellationToken)
    {
        var id = NewId.NextGuid();
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = completion;
        try
        {
            var endpoint = await bus.GetSendEndpoint(new Uri($"queue:{consumer.ServiceName}"));
            await endpoint.Send(message, message.GetType(), Pipe.Execute<SendContext>(context => propagation.WriteTo(context, id)), cancellationToken);
            await completion.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            waiting.TryRemove(id, out _);
        }
    }

    Task IReceiveObserver.PreReceive(ReceiveContext context) => Task.CompletedTask;

    Task IReceiveObserver.PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) => Task.CompletedTask;

    Task IReceiveObserver.ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) => Task.CompletedTask;

    Task IReceiveObserver.PostReceive(ReceiveContext context)
    {
        Find(context)?.TrySetResult();
        return Task.CompletedTask;
    }

    Task IReceiveObserver.ReceiveFault(ReceiveContext context, Exception exception)
    {
        Find(context)?.TrySetException(exception);
        return Task.CompletedTask;
    }

    private TaskCompletionSource? Find(ReceiveContext context) =>
        context.GetMessageId() is { } id ? waiting.GetValueOrDefault(id) : null;
}
