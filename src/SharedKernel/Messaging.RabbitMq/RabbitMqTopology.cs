using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modularity;
using Google.Protobuf;
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
    internal const string Exchange = "orders";

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
        bus.Message<OrderPlaced>(message => message.SetEntityName(Exchange));
        bus.Publish<OrderPlaced>(published =>
        {
            foreach (var consumer in topology.ConsumersOf(OrderPlaced.Descriptor))
            {
                published.BindQueue(Exchange, consumer.ServiceName, queue => queue.SetQuorumQueue());
            }
        });

        // MassTransit would make an exchange of each interface that a class of protobuf implements.
        foreach (var contract in typeof(OrderPlaced).GetInterfaces().Where(contract => contract.Namespace == typeof(IMessage).Namespace))
        {
            bus.Publish(contract, published => published.Exclude = true);
        }
    }
}
