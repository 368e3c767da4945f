using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Persistence;
using Grpc.Core;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>
/// Collects the parts of a module. Each module has a separate service container with the module's services, the generated clients of the
/// services that its descriptor declares, and the host's shared services (logging, configuration, the clock). It never contains the services of
/// another module.
/// </summary>
public sealed class ModuleBuilder
{
    private readonly ShopSettings settings;
    private readonly IConfiguration shop;

    internal ModuleBuilder(ModuleDescriptor descriptor, ShopSettings settings, IConfiguration configuration)
    {
        Descriptor = descriptor;
        this.settings = settings;
        shop = configuration;
        Configuration = configuration.GetSection($"Modules:{descriptor.Name}");
    }

    /// <summary>The services of the module.</summary>
    public IServiceCollection Services { get; } = new ServiceCollection();

    /// <summary>The configuration section of the module, <c>Modules:&lt;Name&gt;</c>.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>The descriptor of the module that is being built.</summary>
    public ModuleDescriptor Descriptor { get; }

    /// <summary>The directory for embedded files; it may not exist yet.</summary>
    public string DataDirectory => settings.Storage.DataDirectory;

    internal List<ModulePort> Ports { get; } = [];

    internal List<Action<IServiceCollection>> HostServices { get; } = [];

    internal List<Action<IServiceCollection>> Decorators { get; } = [];

    internal List<Action<IEndpointRouteBuilder>> Endpoints { get; } = [];

    internal List<Action<IApplicationBuilder>> Admission { get; } = [];

    internal List<Action<IApplicationBuilder>> Pipeline { get; } = [];

    /// <summary>The external server to use instead of the embedded implementation, if one is configured.</summary>
    /// <param name="name">The name in <c>ConnectionStrings:&lt;name&gt;</c>.</param>
    /// <param name="publicVariable">The environment variable that the public shop uses for it.</param>
    public ServerSetting? GetServerSetting(string name, string publicVariable) => ServerSetting.Read(shop, name, publicVariable);

    /// <summary>Serves one gRPC service: <c>module.AddGrpcService&lt;CartGrpcService&gt;(CartService.BindService)</c>.</summary>
    /// <param name="bind">The generated method that binds the service.</param>
    /// <param name="maxMessageBytes">The largest message that it takes over the network, where that is not <c>Shop:Calls:MaxMessageBytes</c>.</param>
    public void AddGrpcService<TApi>(Action<ServiceBinderBase, TApi> bind, int? maxMessageBytes = null)
        where TApi : class
    {
        Services.AddModuleGrpcService(bind);
        if (maxMessageBytes is { } bytes)
        {
            HostServices.Add(host => host.AddGrpc().AddServiceOptions<TApi>(grpc => grpc.MaxReceiveMessageSize = bytes));
        }
    }

    /// <summary>Adds middleware before the module's gRPC services, on the network: a request passes it before its message is read.</summary>
    public void UseGrpcStep(Func<IServiceProvider, Func<HttpContext, RequestDelegate, Task>> step) => Services.AddSingleton(own => new GrpcMiddleware(step(own)));

    /// <summary>Binds the module's section to options that are validated at startup.</summary>
    public void AddOptions<TOptions>()
        where TOptions : class =>
        Services.AddOptions<TOptions>().Bind(Configuration).ValidateDataAnnotations().ValidateOnStart();

    /// <summary>
    /// Adds a database to the module. It is read through <see cref="IDbContextFactory{TContext}"/>, and written through that or, with many
    /// concurrent writers, through <see cref="GroupCommitWriter{TContext}"/>. It is migrated before the module starts.
    /// </summary>
    /// <param name="schema">The schema name on a server, where the public shop uses another name than the service name.</param>
    public void AddDatabase<TContext>(string? schema = null)
        where TContext : DbContext =>
        Services.AddModuleDatabase<TContext>(settings.Storage, Descriptor.ServiceName, schema);

    /// <summary>
    /// Adds a MassTransit consumer for the events that the descriptor declares. The <c>EndpointName</c> of its definition is the service name of the module.
    /// </summary>
    public void AddConsumer<TConsumer, TDefinition>()
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer> =>
        Services.AddModuleConsumer<TConsumer, TDefinition>(Descriptor);

    /// <summary>Maps the HTTP endpoints of the module.</summary>
    public void MapEndpoints(Action<IEndpointRouteBuilder> map)
    {
        Services.AddRoutingCore();
        Endpoints.Add(map);
    }

    /// <summary>
    /// Opens an additional port if <c>Modules:&lt;Name&gt;:Ports:&lt;name&gt;</c> is set: for the module's gRPC services over HTTP/2, or its
    /// HTTP endpoints over HTTP/1.
    /// </summary>
    public void AddPort(string name, HttpProtocols protocols)
    {
        var key = $"Modules:{Descriptor.Name}:Ports:{name}";
        if (shop[key] is { Length: > 0 })
        {
            Ports.Add(new ModulePort(key, ListenEndpoint.Read(shop, key, ListenEndpoint.DefaultGrpc), protocols));
        }
    }

    /// <summary>
    /// Adds middleware before the span of a request: what it rejects costs next to nothing. It is not traced, and measured only if the middleware does that.
    /// </summary>
    public void UseAdmissionStep(Action<IApplicationBuilder> step) => Admission.Add(step);

    /// <summary>Adds middleware before the module's HTTP endpoints.</summary>
    public void UseHttpStep(Action<IApplicationBuilder> step) => Pipeline.Add(step);

    /// <summary>Adds a background service that runs as long as the module.</summary>
    public void AddHostedService<TService>()
        where TService : class, Microsoft.Extensions.Hosting.IHostedService =>
        Services.AddHostedService<TService>();

    /// <summary>Registers the module's source of audit snapshots, which the descriptor declares.</summary>
    public void AddAuditSource<TSource>()
        where TSource : class, IAuditSource =>
        Services.AddSingleton<IAuditSource, TSource>();

    /// <summary>Adds a readiness check of the module.</summary>
    public void AddHealthCheck<TCheck>(string name)
        where TCheck : class, IHealthCheck =>
        Services.AddHealthChecks().AddCheck<TCheck>(name);

    /// <summary>Adds a filter before every RPC and event that the module handles.</summary>
    public void AddCallFilter<TFilter>()
        where TFilter : class, ICallFilter =>
        Services.AddSingleton<ICallFilter, TFilter>();

    /// <summary>Adds a fault that can be injected into the calls that the module makes.</summary>
    public void AddCallFault<TFault>()
        where TFault : class, ICallFault =>
        Services.AddSingleton<ICallFault, TFault>();

    /// <summary>Decorates a service of the module, or one that the host shares with it.</summary>
    public void Decorate<TService, TWrapper>()
        where TWrapper : TService =>
        Decorators.Add(services => services.Decorate<TService, TWrapper>());
}
