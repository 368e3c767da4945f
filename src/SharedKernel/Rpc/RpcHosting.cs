using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>Adds calls between modules: to the host the gRPC server and the channels, to a module its services and the clients of its callees.</summary>
public static class RpcHosting
{
    /// <summary>Adds the gRPC server and the channels to other processes.</summary>
    public static void AddShopRpc(this IServiceCollection host, RpcSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        host.AddSingleton(settings);
        host.AddSingleton<ModuleClientFactory>();
        host.AddSingleton<ServerCallInterceptor>();
        host.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<ServerCallInterceptor>();
            grpc.MaxReceiveMessageSize = settings.Limits.MaxMessageBytes;
            grpc.MaxSendMessageSize = settings.Limits.MaxMessageBytes;
        });
        host.AddGrpcReflection();
    }

    /// <summary>Adds one gRPC service to a module; it is served in process and over the network.</summary>
    public static void AddModuleGrpcService<TApi>(this IServiceCollection module, Action<ServiceBinderBase, TApi> bind)
        where TApi : class
    {
        module.TryAddSingleton<TApi>();
        module.AddSingleton(GrpcServiceBinding.Of(bind));
    }

    /// <summary>Adds the gRPC services of a module to the host, which resolves them from the module's container.</summary>
    public static void AddGrpcServicesOf(this IServiceCollection host, ModuleDescriptor descriptor, IServiceCollection module)
    {
        foreach (var api in module.Select(service => service.ImplementationInstance).OfType<GrpcServiceBinding>())
        {
            api.AddHostServices(host, services => services.GetRequiredService<RunningShop>().Find(descriptor)!.Services);
        }
    }

    /// <summary>Adds the server side of a module, and the generated clients of the services that its descriptor calls.</summary>
    /// <param name="module">The services of the module.</param>
    /// <param name="descriptor">The descriptor of the module.</param>
    /// <param name="host">The services of the host.</param>
    public static void AddModuleRpc(this IServiceCollection module, ModuleDescriptor descriptor, IServiceProvider host)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        var clients = host.GetRequiredService<ModuleClientFactory>();
        module.AddSingleton<CallFilters>();
        module.AddSingleton(own => ActivatorUtilities.CreateInstance<ModuleRpcServer>(own, clients.LimiterFor(descriptor)));
        foreach (var service in descriptor.Calls)
        {
            var client = ClientOf(service);
            module.AddSingleton(client, own =>
                Activator.CreateInstance(client, clients.InvokerFor(own.GetRequiredService<ModuleTelemetry>(), service, [.. own.GetServices<ICallFault>()]))!);
        }
    }

    /// <summary>Creates the handlers of a module, so that a missing service fails at startup and not at the first call.</summary>
    public static void BindGrpcServices(this RunningModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        _ = module.Services.GetRequiredService<ModuleRpcServer>().Methods;
    }

    /// <summary>Maps the gRPC services of a module.</summary>
    public static void MapModuleGrpcServices(this IEndpointRouteBuilder routes, RunningModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (var api in module.Services.GetServices<GrpcServiceBinding>())
        {
            api.Map(routes);
        }
    }

    // protoc nests the client in the service's class: CartService.CartServiceClient.
    private static Type ClientOf(ServiceDescriptor service)
    {
        var contracts = service.Methods[0].InputType.ClrType;
        var name = $"{service.File.GetOptions().CsharpNamespace}.{service.Name}+{service.Name}Client";
        var client = contracts.Assembly.GetType(name, throwOnError: true)!;
        return client.IsAssignableTo(typeof(ClientBase)) ? client : throw new InvalidOperationException($"{name} is not a gRPC client");
    }
}
