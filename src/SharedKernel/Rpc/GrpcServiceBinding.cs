using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>One gRPC service of a module, ready to be bound to both transports.</summary>
internal sealed record GrpcServiceBinding(
    Action<ServiceBinderBase, IServiceProvider> Bind,
    Action<IServiceCollection, Func<IServiceProvider, IServiceProvider>> AddHostServices,
    Action<IEndpointRouteBuilder> Map)
{
    public static GrpcServiceBinding Of<TApi>(Action<ServiceBinderBase, TApi> bind)
        where TApi : class => new(
            (binder, module) => bind(binder, module.GetRequiredService<TApi>()),

            // Grpc.AspNetCore resolves the service from the host's container and gets the instance of the module's container.
            (host, moduleOf) => host.AddSingleton(provider => moduleOf(provider).GetRequiredService<TApi>()),
            endpoints => endpoints.MapGrpcService<TApi>());
}
