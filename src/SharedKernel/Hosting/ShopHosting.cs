using System.Net;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Messaging.Kafka;
using AstronomyShop.SharedKernel.Messaging.RabbitMq;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>Adds the shop to a web application.</summary>
public static class ShopHosting
{
    private const long MaxBodyBytes = 64 * 1024;
    private const int MaxHeaderBytes = 16 * 1024;

    // A client that needs more streams opens another connection.
    private const int MaxStreamsPerConnection = 128;

    // Part of the ten seconds that a shutdown may take; the rest is for exporting the last telemetry.
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(7.5);

    /// <summary>Adds the modules that <c>Shop:Run</c> names.</summary>
    /// <param name="builder">The application's builder; its configuration is read here.</param>
    /// <param name="modules">All modules of the shop, including those that run in other processes.</param>
    /// <exception cref="SettingException">A setting is invalid or missing.</exception>
    public static void AddShop(this WebApplicationBuilder builder, IReadOnlyList<IModule> modules)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(modules);
        var settings = ShopSettings.Read([.. modules.Select(module => module.Descriptor)], builder.Configuration);
        var running = modules.Where(module => settings.Topology.Runs(module.Descriptor)).Select(module => CreateModuleBuilder(module, settings, builder.Configuration)).ToList();

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.Topology);
        builder.Services.AddSingleton(settings.Storage);
        builder.Services.AddSingleton(new ModulePorts([.. running.SelectMany(module => module.Ports, (module, port) => (module.Descriptor, port))]));
        builder.Services.AddSingleton(host => new RunningShop(running.Select(module => new RunningModule(module.Descriptor, () => ModuleContainer.Build(module, settings, host)))));
        builder.Services.AddSingleton(host => new ShopEndpoints(host.GetRequiredService<IServer>(), settings));
        builder.Services.AddSingleton<BackgroundServiceSupervisor>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<CallerAuthorization>();

        // Hosted services stop in reverse order: the ports, then the modules' background services, and last the exporters, which report both.
        builder.AddShopTelemetry(settings.Topology);
        builder.Services.AddHostedService<ShopLifetime>();
        builder.Services.AddShopMessageBus(
            [.. running.Select(module => (module.Descriptor, module.Services))], settings.HasBroker, settings.RabbitMq is { } broker ? new RabbitMqTopology(broker, settings.Topology) : null);
        builder.Services.AddShopKafka(settings.Kafka);
        builder.Services.AddShopFeatureFlags();
        builder.Services.AddHostedService<ShutdownHealthCheck>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTime);
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<UnreadableMessageInterceptor>());
        builder.Services.AddShopRpc(settings.Rpc);
        builder.Services.AddShopWeb(settings.Tls);
        running.ForEach(module => builder.Services.AddGrpcServicesOf(module.Descriptor, module.Services));
        running.ForEach(module => module.HostServices.ForEach(add => add(builder.Services)));
        builder.WebHost.ConfigureKestrel(kestrel => ConfigureListeners(kestrel, settings, running.SelectMany(module => module.Ports)));
    }

    /// <summary>Maps the ports of the shop: web to the edge, gRPC to the modules, management to health and audit.</summary>
    public static void MapShop(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var shop = app.Services.GetRequiredService<RunningShop>();
        if (app.Services.GetRequiredService<ShopSettings>().Tls is not null)
        {
            app.Use((context, next) => app.Services.GetRequiredService<CallerAuthorization>().InvokeAsync(context, next));
        }

        app.MapWhen(
            context => context.Request.IsCrossSiteChange() && !IsAtEdge(shop, context),
            rejected => rejected.Run(context => TypedResults.Problem("Cross-site request rejected.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context)));
        foreach (var module in shop.Running.Where(module => module.Descriptor.OperatorPages.Count > 0 && module != shop.WebModule && IsExposedOnWebPort(app, module.Descriptor)))
        {
            app.MapWhen(
                context => Listener.Of(context) == Listener.Web && module.Descriptor.OperatorPages.Any(path => context.Request.Path.StartsWithSegments(path)),
                web => web.Run(context => ShowToOperatorAsync(context, module)));
        }

        if (shop.WebModule is { } webModule)
        {
            app.MapWhen(context => Listener.Of(context) == Listener.Web, web => web.Run(context => LimitBodyAsync(context, webModule.Http)));
        }

        app.MapWhen(context => Listener.Of(context) == Listener.Management, management =>
        {
            management.MapWhen(context => FindManagementPathOwner(shop, context) is not null, branch => branch.Run(context => FindManagementPathOwner(shop, context)!.Http(context)));
            management.UseRouting();
            management.UseEndpoints(routes => ManagementEndpoints.MapManagementEndpoints(routes.WithHead()));
        });
        app.MapWhen(context => Listener.Of(context) == Listener.Grpc, grpc =>
        {
            grpc.Use(UnreadableMessageInterceptor.InvokeAsync);
            grpc.Use((HttpContext context, RequestDelegate next) => GrpcMiddleware.InvokeForModuleAsync(shop, context, next));
            grpc.UseRouting();
            grpc.UseEndpoints(routes => GrpcPort.Map(routes, shop));
        });
        foreach (var (module, port) in app.Services.GetRequiredService<ModulePorts>().All)
        {
            app.MapWhen(context => Listener.Of(context) == port.Listener, own => MapModulePort(own, shop.Find(module)!, port));
        }
    }

    /// <summary>Reads the options of the modules that run here, as their start does, so that an invalid value is found before anything starts.</summary>
    /// <exception cref="SettingException">An option is invalid.</exception>
    public static void ReadModuleOptions(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        foreach (var module in app.Services.GetRequiredService<RunningShop>().Running)
        {
            ShopLifetime.ValidateOptions(module);
            _ = module.Descriptor.ServesHttp ? module.Http : null;
        }
    }

    /// <summary>Writes to the console, after the ports are open, which modules run and at which addresses.</summary>
    public static void AnnounceShop(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Lifetime.ApplicationStarted.Register(() => Console.Out.WriteLine(app.DescribeShop()));
    }

    /// <summary>The text that <see cref="AnnounceShop"/> writes.</summary>
    public static string DescribeShop(this WebApplication app) => StartupBanner.Of(app);

    // The edge rejects changes of other sites itself, within its limits and its telemetry.
    private static bool IsAtEdge(RunningShop shop, HttpContext context) => Listener.Of(context) == Listener.Web && shop.WebModule is { Descriptor.IsPublic: true };

    // The module that serves this path on the management port too.
    private static RunningModule? FindManagementPathOwner(RunningShop shop, HttpContext context) =>
        shop.Running.FirstOrDefault(module => module.Descriptor.ManagementPaths.Any(path => context.Request.Path.StartsWithSegments(path)));

    // In development the web port shows these pages as well, so that there is one address to remember.
    private static bool IsExposedOnWebPort(WebApplication app, ModuleDescriptor owner) =>
        app.Configuration.GetValue($"Modules:{owner.Name}:AtTheDoor", app.Environment.IsDevelopment());

    private static Task ShowToOperatorAsync(HttpContext context, RunningModule module) => context.RequestServices.GetRequiredService<OperatorAccess>().Allows(context)
        ? LimitBodyAsync(context, module.Http)
        : OperatorAccess.Reject(context).ExecuteAsync(context);

    private static void MapModulePort(IApplicationBuilder own, RunningModule module, ModulePort port)
    {
        if (port.IsGrpc)
        {
            own.UseRouting();
            own.UseEndpoints(routes => routes.MapModuleGrpcServices(module));
        }
        else
        {
            own.Run(context => LimitBodyAsync(context, module.Http));
        }
    }

    private static Task LimitBodyAsync(HttpContext context, RequestDelegate pipeline)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBodyBytes;
        return pipeline(context);
    }

    private static ModuleBuilder CreateModuleBuilder(IModule module, ShopSettings settings, IConfiguration configuration)
    {
        var builder = new ModuleBuilder(module.Descriptor, settings, configuration);
        module.Add(builder);
        return builder;
    }

    // A socket of both families reports an IPv4 client as ::ffff:10.1.2.3, which matches no address or network in the settings.
    private static ConnectionContext Mark(ConnectionContext connection, Listener listener)
    {
        connection.Features.Set(listener);
        if (connection.RemoteEndPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } client)
        {
            connection.RemoteEndPoint = new IPEndPoint(client.Address.MapToIPv4(), client.Port);
        }

        return connection;
    }

    private static void ConfigureListeners(KestrelServerOptions kestrel, ShopSettings settings, IEnumerable<ModulePort> more)
    {
        kestrel.AddServerHeader = false;

        // The limit of the web port is set per request; gRPC has a limit per message.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = MaxHeaderBytes;

        // Detects a client that disappeared without closing its connection, and releases its streams.
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
        Open(Listener.Web, settings.Web, HttpProtocols.Http1, settings.Topology.Running.Any(descriptor => descriptor.IsPublic) ? null : settings.Tls);
        Open(Listener.Grpc, settings.Grpc, HttpProtocols.Http2, settings.Tls);
        Open(Listener.Management, settings.Management, HttpProtocols.Http1);
        foreach (var port in more)
        {
            Open(port.Listener, port.Endpoint, port.Protocols);
        }

        void Open(Listener listener, ListenEndpoint at, HttpProtocols protocols, MutualTls? tls = null)
        {
            foreach (var endpoint in at.EndPoints)
            {
                kestrel.Listen(endpoint, options =>
                {
                    options.Protocols = protocols;
                    if (tls is not null)
                    {
                        options.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(tls.ServerOptions()) });
                    }

                    options.Use(next => connection => next(Mark(connection, listener)));
                });
            }
        }
    }
}
