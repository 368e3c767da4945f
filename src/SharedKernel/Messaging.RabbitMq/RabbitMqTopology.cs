using AstronomyShop.SharedKernel.Modularity;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using MassTransit;

namespace AstronomyShop.SharedKernel.Messaging.RabbitMq;

/// <summary>
/// The exchange of the events, and a durable quorum queue for each module that consumes them. Publishers declare the queues too: the broker confirms
/// a message to an exchange without a queue, and the message is lost.
/// </summary>
/// <param name="settings">The broker.</param>
/// <param name="topology">The modules of the shop.</param>
public sealed class RabbitMqTopology(RabbitMqSettings settings, ShopTopology topology) : IBusTransport
{
    private const int Prefetch = 16;

    /// <inheritdoc/>
    public void Use(IBusRegistrationConfigurator bus, Action<IBusFactoryConfigurator, IBusRegistrationContext> serialize) => bus.UsingRabbitMq((context, factory) =>
    {
        settings.SetHost(factory);
        serialize(factory, context);
        Configure(factory);
        factory.ConfigureEndpoints(context);
    });

    /// <inheritdoc/>
    public void Configure(IReceiveEndpointConfigurator endpoint)
    {
        // A dispatcher has no queue.
        if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
        {
            queue.SetQuorumQueue();
        }
    }

    private void Configure(IRabbitMqBusFactoryConfigurator bus)
    {
        bus.DeployPublishTopology = true;
        bus.PrefetchCount = Prefetch;
        bus.MessageTopology.SetEntityNameFormatter(new ExchangeNameFormatter(bus.MessageTopology.EntityNameFormatter));
        var events = topology.All.SelectMany(module => module.Publishes.Concat(module.Consumes)).Distinct().ToList();
        foreach (var type in events)
        {
            bus.Publish(type.ClrType, published => BindQueues(published, type));
        }

        // MassTransit would make an exchange of each interface that a class of protobuf implements.
        foreach (var contract in events.SelectMany(type => type.ClrType.GetInterfaces()).Distinct().Where(contract => contract.Namespace == typeof(IMessage).Namespace))
        {
            bus.Publish(contract, published => published.Exclude = true);
        }
    }

    private void BindQueues(IRabbitMqMessagePublishTopologyConfigurator published, MessageDescriptor type)
    {
        foreach (var consumer in topology.ConsumersOf(type))
        {
            published.BindQueue(EventContract.Of(type).Topic, consumer.ServiceName, queue => queue.SetQuorumQueue());
        }
    }

    // The exchange of an event has the name of its topic.
    private sealed class ExchangeNameFormatter(IEntityNameFormatter others) : IEntityNameFormatter
    {
        public string FormatEntityName<T>() =>
            typeof(T).IsAssignableTo(typeof(IMessage)) && typeof(T).IsClass && Activator.CreateInstance<T>() is IMessage message ? EventContract.Of(message.Descriptor).Topic : others.FormatEntityName<T>();
    }
}
