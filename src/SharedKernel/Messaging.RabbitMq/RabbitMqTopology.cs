using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modularity;
using Google.Protobuf;
using MassTransit;

namespace AstronomyShop.SharedKernel.Messaging.RabbitMq;

/// <summary>
/// The exchange of the events, and a durable quorum queue for each module that consumes them. Publishers declare the queues too: the broker confirms
/// a message to an exchange without a queue, and the message is lost.
/// </summary>
internal static class RabbitMqTopology
{
    /// <summary>The exchange of OrderPlaced events.</summary>
    public const string Exchange = "orders";

    private const int Prefetch = 16;

    public static void Configure(IRabbitMqBusFactoryConfigurator bus, ShopSettings settings)
    {
        bus.DeployPublishTopology = true;
        bus.PrefetchCount = Prefetch;
        bus.Message<OrderPlaced>(message => message.SetEntityName(Exchange));
        bus.Publish<OrderPlaced>(published =>
        {
            foreach (var consumer in settings.ConsumersOf(OrderPlaced.Descriptor))
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

    public static void Configure(IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
        {
            queue.SetQuorumQueue();
        }
    }
}
