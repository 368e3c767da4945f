using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>Adds events: to a module its consumers and the delivery of what it publishes, to the host the bus, to the gRPC port the delivery RPC.</summary>
public static class MessagingHosting
{
    /// <summary>Adds a MassTransit consumer to a module. The endpoint of its definition has the service name of the module.</summary>
    /// <param name="module">The services of the module.</param>
    /// <param name="descriptor">The descriptor of the module.</param>
    public static void AddModuleConsumer<TConsumer, TDefinition>(this IServiceCollection module, ModuleDescriptor descriptor)
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer>
    {
        module.AddSingleton<TConsumer>();
        module.AddSingleton(ConsumerBinding.Of<TConsumer, TDefinition>(descriptor));
    }

    /// <summary>Adds MassTransit's bus, if a module of this process publishes or consumes events.</summary>
    /// <param name="host">The services of the host.</param>
    /// <param name="modules">The modules of this process with their services.</param>
    /// <param name="usesBroker">Whether events come from a broker, which does not repeat a failed delivery as the outbox does.</param>
    /// <param name="transport">The transport of a broker that MassTransit is connected to; null for the bus in memory.</param>
    public static void AddShopMessageBus(
        this IServiceCollection host, IReadOnlyCollection<(ModuleDescriptor Descriptor, IServiceCollection Services)> modules, bool usesBroker, IBusTransport? transport)
    {
        ArgumentNullException.ThrowIfNull(modules);
        if (modules.Any(module => module.Descriptor.Consumes.Count + module.Descriptor.Publishes.Count > 0))
        {
            var consumers = modules.SelectMany(module => module.Services).Where(service => service.ServiceType == typeof(ConsumerBinding)).Select(service => (ConsumerBinding)service.ImplementationInstance!);
            MessageBus.Add(host, [.. consumers], usesBroker, transport);
        }
    }

    /// <summary>Adds the delivery of events without a broker: in process, or with a delivery RPC.</summary>
    /// <param name="module">The services of the publishing module.</param>
    /// <param name="host">The services of the host.</param>
    public static void AddDirectEventDelivery(this IServiceCollection module, IServiceProvider host) =>
        module.AddSingleton<IEventDelivery>(own => new EventDelivery(
            host.GetRequiredService<ShopTopology>(),
            host.GetRequiredService<EndpointDelivery>(),
            host.GetRequiredService<ModuleClientFactory>(),
            host.GetRequiredService<RpcSettings>(),
            own.GetRequiredService<ModuleTelemetry>()));

    /// <summary>Maps the delivery RPC, through which other processes deliver events to the modules of this one.</summary>
    public static void MapEventDelivery(this IEndpointRouteBuilder routes) => routes.MapGrpcService<EventDeliveryGrpcService>();
}
