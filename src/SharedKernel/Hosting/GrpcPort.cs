using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>The services of the gRPC port: the modules of this process, their health and, in development, server reflection.</summary>
internal static class GrpcPort
{
    public static void Map(IEndpointRouteBuilder routes, RunningShop shop)
    {
        routes.MapGrpcService<HealthGrpcService>();
        routes.MapEventDelivery();
        foreach (var module in shop.Running)
        {
            routes.MapModuleGrpcServices(module);
        }

        if (routes.ServiceProvider.GetRequiredService<IWebHostEnvironment>().IsDevelopment())
        {
            routes.MapGrpcReflectionService();
        }
    }
}
