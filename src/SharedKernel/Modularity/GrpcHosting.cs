using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>The services of the gRPC port: the modules of this process, their health and, in development, server reflection.</summary>
internal static class GrpcHosting
{
    /// <summary>The services that every process serves for all its modules.</summary>
    public static IReadOnlyList<ServiceDescriptor> ProcessServices { get; } = [Contracts.EventDelivery.Descriptor, AuditSource.Descriptor];

    public static void AddModuleGrpcServices(IServiceCollection services, IEnumerable<ModuleBuilder> running, CallLimits limits)
    {
        services.AddSingleton<ServerCallInterceptor>();
        services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<ServerCallInterceptor>();
            grpc.MaxReceiveMessageSize = limits.MaxMessageBytes;
            grpc.MaxSendMessageSize = limits.MaxMessageBytes;
        });
        services.AddGrpcReflection();
        foreach (var (module, api) in running.SelectMany(module => module.GrpcServices.Select(api => (module, api))))
        {
            api.AddHostServices(services, host => host.GetRequiredService<RunningShop>().Find(module.Descriptor)!.Services);
        }
    }

    public static void MapModuleGrpcServices(IEndpointRouteBuilder routes, RunningShop shop)
    {
        routes.MapGrpcService<HealthGrpcService>();
        routes.MapGrpcService<EventDeliveryGrpcService>();
        routes.MapGrpcService<AuditSourceGrpcService>();
        foreach (var module in shop.Running)
        {
            MapModuleGrpcServices(routes, module);
        }

        if (routes.ServiceProvider.GetRequiredService<IWebHostEnvironment>().IsDevelopment())
        {
            routes.MapGrpcReflectionService();
        }
    }

    public static void MapModuleGrpcServices(IEndpointRouteBuilder routes, RunningModule module)
    {
        foreach (var api in module.GrpcServices)
        {
            api.Map(routes);
        }
    }
}
