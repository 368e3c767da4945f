using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Events;
using AstronomyShop.SharedKernel.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.SharedKernel.Modules;

/// <summary>What the gRPC port serves: the modules that run here, their health, and to developers a description of it all.</summary>
internal static class GrpcPort
{
    public static void Add(IServiceCollection services, IEnumerable<ModuleBuilder> running, CallLimits limits)
    {
        services.AddSingleton<ServedCallInterceptor>();
        services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<ServedCallInterceptor>();
            grpc.MaxReceiveMessageSize = limits.MaxMessageBytes;
            grpc.MaxSendMessageSize = limits.MaxMessageBytes;
        });
        services.AddGrpcReflection();
        foreach (var (module, api) in running.SelectMany(module => module.Apis.Select(api => (module, api))))
        {
            api.Lend(services, host => host.GetRequiredService<RunningShop>().Find(module.Face)!.Services);
        }
    }

    public static void Map(IEndpointRouteBuilder routes, RunningShop shop)
    {
        routes.MapGrpcService<HealthApi>();
        routes.MapGrpcService<EventDeliveryApi>();
        foreach (var module in shop.Running)
        {
            Map(routes, module);
        }

        if (routes.ServiceProvider.GetRequiredService<IWebHostEnvironment>().IsDevelopment())
        {
            routes.MapGrpcReflectionService();
        }
    }

    public static void Map(IEndpointRouteBuilder routes, RunningModule module)
    {
        foreach (var api in module.Apis)
        {
            api.Map(routes);
        }
    }
}
