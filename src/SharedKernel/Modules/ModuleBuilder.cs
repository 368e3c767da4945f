using System.Net;
using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Storage;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AstronomyShop.SharedKernel.Modules;

/// <summary>
/// Collects what a module is made of. Each module has a container of its own: it finds its own parts, the generated clients of the
/// neighbours its descriptor declares, and what the host lends to all (logging, configuration, the clock); never a neighbour's insides.
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

    /// <summary>The module's own parts.</summary>
    public IServiceCollection Services { get; } = new ServiceCollection();

    /// <summary>The module's own section, <c>Modules:&lt;Name&gt;</c>.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>The descriptor of the module that is being built.</summary>
    public ModuleDescriptor Descriptor { get; }

    /// <summary>Where embedded files live; the folder may not be there yet.</summary>
    public string DataDirectory => settings.Storage.DataDirectory;

    internal bool LinksEvents => settings.LinksEvents;

    internal List<ModulePort> Ports { get; } = [];

    internal List<Action<IServiceCollection>> Decorators { get; } = [];

    internal List<GrpcServiceBinding> GrpcServices { get; } = [];

    internal List<ModuleDatabase> Databases { get; } = [];

    internal List<Action<IEndpointRouteBuilder>> Endpoints { get; } = [];

    internal List<Action<IApplicationBuilder>> Pipeline { get; } = [];

    /// <summary>The real server to use instead of what is embedded, if somebody named one.</summary>
    /// <param name="name">As in <c>ConnectionStrings:&lt;name&gt;</c>.</param>
    /// <param name="publicVariable">The public shop's variable for it.</param>
    public ServerSetting? GetServerSetting(string name, string publicVariable) => ServerSetting.Read(shop, name, publicVariable);

    /// <summary>Serves one gRPC service: <c>module.AddGrpcService&lt;CartGrpcService&gt;(CartService.BindService)</c>.</summary>
    public void AddGrpcService<TApi>(Action<ServiceBinderBase, TApi> bind)
        where TApi : class
    {
        Services.TryAddSingleton<TApi>();
        GrpcServices.Add(GrpcServiceBinding.Of(bind));
    }

    /// <summary>Reads the module's section into options that are checked at start.</summary>
    public void AddOptions<TOptions>()
        where TOptions : class =>
        Services.AddOptions<TOptions>().Bind(Configuration).ValidateDataAnnotations().ValidateOnStart();

    /// <summary>
    /// Gives the module a database of its own, read through <see cref="IDbContextFactory{TContext}"/>, written to through that or, where many
    /// write at once, <see cref="GroupCommitWriter{TContext}"/>, and migrated before the module starts.
    /// </summary>
    /// <param name="schema">Its name on a server, where the public shop has one for it that is not the service's.</param>
    public void AddDatabase<TContext>(string? schema = null)
        where TContext : DbContext
    {
        var names = DatabaseNames.Of(Descriptor.ServiceName, schema);
        Services.AddPooledDbContextFactory<TContext>((module, options) => settings.Storage.Configure(options, names, module.GetRequiredService<ModuleTelemetry>()));
        Services.AddSingleton(settings.Storage.Databases);
        Services.AddSingleton(module => new GroupCommitWriter<TContext>(module.GetRequiredService<IDbContextFactory<TContext>>(), settings.Storage.Databases));
        Services.AddSingleton(module => DatabaseClock.Of(module.GetRequiredService<IDbContextFactory<TContext>>(), module.GetRequiredService<TimeProvider>()));
        Services.AddHealthChecks().AddCheck<DatabaseHealthCheck<TContext>>("database");
        Databases.Add(new ModuleDatabase(typeof(TContext), names));
    }

    /// <summary>Consumes the events its descriptor declares, with MassTransit consumers.</summary>
    public void AddConsumer<TConsumer>()
        where TConsumer : class, IConsumer =>
        Services.AddMediator(bus => bus.AddConsumer<TConsumer>());

    /// <summary>Answers HTTP at these endpoints.</summary>
    public void MapEndpoints(Action<IEndpointRouteBuilder> map)
    {
        Services.AddRoutingCore();
        Endpoints.Add(map);
    }

    /// <summary>
    /// Answers at one more port, where <c>Modules:&lt;Name&gt;:Ports:&lt;name&gt;</c> gives one: the module's gRPC by HTTP/2, or its HTTP by HTTP/1.
    /// </summary>
    public void AddPort(string name, HttpProtocols protocols)
    {
        var key = $"Modules:{Descriptor.Name}:Ports:{name}";
        if (Configuration[$"Ports:{name}"] is { Length: > 0 } text)
        {
            Ports.Add(new ModulePort(key, ListenEndpoint.Parse(key, text, IPAddress.Loopback), protocols));
        }
    }

    /// <summary>Puts a step before the module's HTTP endpoints.</summary>
    public void UseHttpStep(Action<IApplicationBuilder> step) => Pipeline.Add(step);

    /// <summary>Runs beside the calls, for as long as the module runs.</summary>
    public void AddHostedService<TService>()
        where TService : class, Microsoft.Extensions.Hosting.IHostedService =>
        Services.AddHostedService<TService>();

    /// <summary>Gives its account to the auditor.</summary>
    public void AddAuditSource<TAudited>()
        where TAudited : class, IAuditSource =>
        Services.AddSingleton<IAuditSource, TAudited>();

    /// <summary>Adds to what makes the module ready.</summary>
    public void AddHealthCheck<TCheck>(string name)
        where TCheck : class, IHealthCheck =>
        Services.AddHealthChecks().AddCheck<TCheck>(name);

    /// <summary>Runs a filter before everything that the module serves and consumes.</summary>
    public void AddCallFilter<TFilter>()
        where TFilter : class, ICallFilter =>
        Services.AddSingleton<ICallFilter, TFilter>();

    /// <summary>Puts a fault before the calls that the module makes.</summary>
    public void AddCallFault<TFault>()
        where TFault : class, ICallFault =>
        Services.AddSingleton<ICallFault, TFault>();

    /// <summary>Puts a wrapper around one of the module's parts, or around one that the shop lends it.</summary>
    public void Decorate<TService, TWrapper>()
        where TWrapper : TService =>
        Decorators.Add(services => services.Decorate<TService, TWrapper>());
}
