using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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

    public static void Add(IServiceCollection host, IReadOnlyCollection<ConsumerBinding> consumers, bool usesBroker, IBusTransport? transport)
    {
        host.AddSingleton<EndpointDelivery>();
        host.Configure<MassTransitHostOptions>(options =>
            (options.WaitUntilStarted, options.ConsumerStopTimeout, options.StopTimeout) = (transport is null, ConsumerStopTimeout, StopTimeout));
        if (transport is null)
        {
            // The publisher, or the reader of the topic, logs each failure.
            host.AddLogging(logging => logging.AddFilter(nameof(MassTransit), LogLevel.None));
        }

        host.AddMassTransit(bus =>
        {
            // It would report the endpoints of the shop to its maker.
            bus.DisableUsageTelemetry();
            foreach (var consumer in consumers)
            {
                consumer.AddTo(bus);
            }

            bus.AddConfigureEndpointsCallback((context, _, endpoint) => Configure(endpoint, context, usesBroker ? BrokerRetryMilliseconds : RetryMilliseconds, transport));
            if (transport is not null)
            {
                transport.Use(bus, Serialize);
            }
            else
            {
                bus.UsingInMemory((context, factory) =>
                {
                    Serialize(factory, context);
                    factory.ConfigureEndpoints(context);
                });
            }
        });
    }

    private static void Serialize(IBusFactoryConfigurator factory, IBusRegistrationContext context)
    {
        var serializer = new ProtobufSerializer(context.GetRequiredService<RunningShop>);
        factory.ClearSerialization();
        factory.AddSerializer(serializer, isSerializer: true);
        factory.AddDeserializer(serializer, isDefault: true);
    }

    private static void Configure(IReceiveEndpointConfigurator endpoint, IRegistrationContext context, int[] retries, IBusTransport? transport)
    {
        endpoint.PublishFaults = false;
        endpoint.ThrowOnSkippedMessages();
        if (transport is null)
        {
            endpoint.RethrowFaultedMessages();
        }
        else
        {
            transport.Configure(endpoint);
        }

        endpoint.UseMessageRetry(retry =>
        {
            retry.Intervals(retries);

            // A rejection is permanent. Any other failure may be temporary.
            retry.Ignore<RpcException>(exception => exception.StatusCode == StatusCode.InvalidArgument);
        });
        endpoint.UseConsumeFilter(typeof(EventFilter<>), context);
    }
}
