using AstronomyShop.SharedKernel.Messaging.RabbitMq;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>
/// MassTransit's bus, one in each process that publishes or consumes events, with a receive endpoint for each module that consumes them.
/// </summary>
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
        if (!running.Any(module => module.Consumers.Count + module.Descriptor.Publishes.Count > 0))
        {
            return;
        }

        services.AddSingleton<EndpointDelivery>();
        services.Configure<MassTransitHostOptions>(options =>
            (options.WaitUntilStarted, options.ConsumerStopTimeout, options.StopTimeout) = (settings.RabbitMq is null, ConsumerStopTimeout, StopTimeout));
        if (settings.RabbitMq is null)
        {
            // The publisher, or the reader of the topic, logs each failure.
            services.AddLogging(logging => logging.AddFilter(nameof(MassTransit), LogLevel.None));
        }

        services.AddMassTransit(bus =>
        {
            // It would report the endpoints of the shop to its maker.
            bus.DisableUsageTelemetry();
            foreach (var consumer in running.SelectMany(module => module.Consumers))
            {
                consumer.AddTo(bus);
            }

            bus.AddConfigureEndpointsCallback((context, _, endpoint) => Configure(endpoint, context, settings));
            if (settings.RabbitMq is { } broker)
            {
                bus.UsingRabbitMq((context, factory) =>
                {
                    broker.SetHost(factory);
                    RabbitMqTopology.Configure(factory, settings);
                    Configure(factory, context);
                });
            }
            else
            {
                bus.UsingInMemory((context, factory) => Configure(factory, context));
            }
        });
    }

    private static void Configure<TEndpoint>(IBusFactoryConfigurator<TEndpoint> factory, IBusRegistrationContext context)
        where TEndpoint : IReceiveEndpointConfigurator
    {
        var serializer = new ProtobufSerializer(context.GetRequiredService<RunningShop>);
        factory.ClearSerialization();
        factory.AddSerializer(serializer, isSerializer: true);
        factory.AddDeserializer(serializer, isDefault: true);
        factory.ConfigureEndpoints(context);
    }

    private static void Configure(IReceiveEndpointConfigurator endpoint, IRegistrationContext context, ShopSettings settings)
    {
        endpoint.PublishFaults = false;
        endpoint.ThrowOnSkippedMessages();
        if (settings.RabbitMq is null)
        {
            endpoint.RethrowFaultedMessages();
        }
        else
        {
            RabbitMqTopology.Configure(endpoint);
        }

        endpoint.UseMessageRetry(retry =>
        {
            retry.Intervals(settings.HasBroker ? BrokerRetryMilliseconds : RetryMilliseconds);

            // A rejection is permanent. Any other failure may be temporary.
            retry.Ignore<RpcException>(exception => exception.StatusCode == StatusCode.InvalidArgument);
        });
        endpoint.UseConsumeFilter(typeof(EventFilter<>), context);
    }
}
