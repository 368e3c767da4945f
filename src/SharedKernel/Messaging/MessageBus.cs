using AstronomyShop.SharedKernel.Modularity;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>MassTransit's bus, one per process, with a receive endpoint for each module that consumes events.</summary>
internal static class MessageBus
{
    // Without a broker the outbox delivers again; a record or a message of a broker becomes a dead letter after the last attempt.
    private static readonly int[] RetryMilliseconds = [100];
    private static readonly int[] BrokerRetryMilliseconds = [100, 200, 400, 800, 1600];

    // A consumer that is still at work when the bus stops has this time; then its token is cancelled.
    private static readonly TimeSpan ConsumerStopTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    public static void Add(IServiceCollection services, IReadOnlyCollection<ModuleBuilder> running, ShopSettings settings)
    {
        services.AddSingleton<EndpointDelivery>();
        services.Configure<MassTransitHostOptions>(options =>
            (options.WaitUntilStarted, options.ConsumerStopTimeout, options.StopTimeout) = (true, ConsumerStopTimeout, StopTimeout));
        services.AddMassTransit(bus =>
        {
            // It would report the endpoints of the shop to its maker.
            bus.DisableUsageTelemetry();
            foreach (var consumer in running.SelectMany(module => module.Consumers))
            {
                consumer.AddTo(bus);
            }

            bus.AddConfigureEndpointsCallback((context, _, endpoint) => Configure(endpoint, context, settings.Kafka is null ? RetryMilliseconds : BrokerRetryMilliseconds));
            bus.UsingInMemory((context, factory) =>
            {
                Serialize(factory);
                factory.ConfigureEndpoints(context);
            });
        });
    }

    private static void Serialize(IBusFactoryConfigurator factory)
    {
        factory.ClearSerialization();
        factory.AddSerializer(new ProtobufSerializer(), isSerializer: true);
        factory.AddDeserializer(new ProtobufSerializer(), isDefault: true);
    }

    private static void Configure(IReceiveEndpointConfigurator endpoint, IRegistrationContext context, int[] retries)
    {
        endpoint.PublishFaults = false;
        endpoint.RethrowFaultedMessages();
        endpoint.ThrowOnSkippedMessages();
        endpoint.UseMessageRetry(retry =>
        {
            retry.Intervals(retries);

            // A rejection is permanent. Any other failure may be temporary.
            retry.Ignore<Grpc.Core.RpcException>(exception => exception.StatusCode == Grpc.Core.StatusCode.InvalidArgument);
        });
        endpoint.UseConsumeFilter(typeof(EventFilter<>), context);
    }
}
