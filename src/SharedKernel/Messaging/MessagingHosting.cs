using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>Adds events: to a module its consumers and the delivery of what it publishes, to the gRPC port the delivery RPC.</summary>
public static class MessagingHosting
{
    /// <summary>Adds a MassTransit consumer to a module.</summary>
    public static void AddModuleConsumer<TConsumer>(this IServiceCollection module)
        where TConsumer : class, IConsumer =>
        module.AddMediator(bus => bus.AddConsumer<TConsumer>());

    /// <summary>Adds the delivery of events without a broker: in process, or with a delivery RPC.</summary>
    /// <param name="module">The services of the publishing module.</param>
    /// <param name="host">The services of the host.</param>
    public static void AddDirectEventDelivery(this IServiceCollection module, IServiceProvider host) =>
        module.AddSingleton<IEventDelivery>(own => new EventDelivery(
            host.GetRequiredService<ShopTopology>(),
            host.GetRequiredService<RunningShop>(),
            host.GetRequiredService<ModuleClientFactory>(),
            host.GetRequiredService<RpcSettings>(),
            own.GetRequiredService<ModuleTelemetry>()));

    /// <summary>Maps the delivery RPC, through which other processes deliver events to the modules of this one.</summary>
    public static void MapEventDelivery(this IEndpointRouteBuilder routes) => routes.MapGrpcService<EventDeliveryGrpcService>();
}
