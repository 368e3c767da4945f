using System.Collections.Concurrent;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Modularity;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AstronomyShop.SharedKernel.Messaging.RabbitMq;

/// <summary>
/// Tells the auditor whether events wait in the queue of a module, or are being consumed, and how many MassTransit has moved to its error queue.
/// </summary>
internal sealed class RabbitMqAuditSource : IAuditSource, IReceiveObserver
{
    private readonly string queue;
    private readonly RabbitMqSettings settings;
    private readonly ConcurrentDictionary<ReceiveContext, bool> consuming = new();

    public RabbitMqAuditSource(ModuleDescriptor module, RabbitMqSettings settings, IBus bus)
    {
        (queue, this.settings) = (module.ServiceName, settings);
        bus.ConnectReceiveObserver(this);
    }

    public async Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await settings.ConnectAsync(cancellationToken);
            var (waiting, faulted) = (await CountAsync(connection, queue, cancellationToken), await CountAsync(connection, $"{queue}_error", cancellationToken));
            return new AuditSnapshot
            {
                IsBehind = waiting > 0 || faulted > 0 || !consuming.IsEmpty,
                Checks = { AuditChecks.None("I13", faulted > 0 ? [$"{queue}_error has {faulted} events that {queue} could not consume"] : []) },
            };
        }
        catch (BrokerUnreachableException)
        {
            return new AuditSnapshot { IsBehind = true };
        }
    }

    Task IReceiveObserver.PreReceive(ReceiveContext context)
    {
        consuming[context] = true;
        return Task.CompletedTask;
    }

    Task IReceiveObserver.PostReceive(ReceiveContext context) => EndAsync(context);

    Task IReceiveObserver.ReceiveFault(ReceiveContext context, Exception exception) => EndAsync(context);

    Task IReceiveObserver.PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) => Task.CompletedTask;

    Task IReceiveObserver.ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) => Task.CompletedTask;

    private Task EndAsync(ReceiveContext context)
    {
        consuming.TryRemove(context, out _);
        return Task.CompletedTask;
    }

    // A queue that does not exist closes the channel. An error queue exists from the first fault on.
    private static async Task<uint> CountAsync(IConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            return await channel.MessageCountAsync(name, cancellationToken);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }
}
