using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Messaging.Kafka;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.SharedKernel.Web;
using Grpc.Core;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>The modules of this process, each with a separate service container.</summary>
internal sealed class RunningShop : IAsyncDisposable
{
    private readonly Dictionary<string, RunningModule> byName = [];
    private readonly Dictionary<string, RunningModule> byService = [];
    private readonly ModuleClientFactory clientFactory;
    private readonly BoundaryFaults faults;

    public RunningShop(IReadOnlyList<ModuleBuilder> modules, ShopSettings settings, IServiceProvider host)
    {
        clientFactory = new ModuleClientFactory(this, settings);
        var process = host.GetRequiredService<ProcessTelemetry>();
        faults = new BoundaryFaults(Flags, host.GetRequiredService<TimeProvider>(), Random.Shared);
        foreach (var builder in modules)
        {
            var telemetry = new ModuleTelemetry(builder.Descriptor, host.GetRequiredService<ILoggerFactory>());
            AddHostServices(builder.Services, host, telemetry);
            builder.Services.AddModuleTelemetry(telemetry, builder.Descriptor, process);
            AddModuleClients(builder, settings, host, telemetry);
            builder.Decorators.ForEach(wrap => wrap(builder.Services));
            var module = new RunningModule(builder, builder.Services.BuildServiceProvider(validateScopes: true), telemetry);
            process.Add(telemetry, builder.Descriptor, module.Services);
            byName.Add(builder.Descriptor.Name, module);
            foreach (var service in builder.Descriptor.Serves)
            {
                byService.Add(service.FullName, module);
            }
        }
    }

    /// <summary>The flag document of this process.</summary>
    public FlagStore Flags { get; } = new();

    public IEnumerable<RunningModule> Running => byName.Values;

    /// <summary>The module that serves the web port: the edge, or in a process without it the module that serves HTTP.</summary>
    public RunningModule? WebModule =>
        Running.FirstOrDefault(module => module.Descriptor.IsEdge) ?? Running.FirstOrDefault(module => module.Descriptor.ServesHttp);

    public RunningModule? Find(ModuleDescriptor descriptor) => byName.GetValueOrDefault(descriptor.Name);

    /// <param name="method">The full method name with a leading slash: <c>/oteldemo.CartService/GetCart</c>.</param>
    public RunningModule? ModuleServing(string method) => method.LastIndexOf('/') is > 0 and var end ? ModuleOf(method[1..end]) : null;

    /// <param name="service">The full service name: <c>oteldemo.CartService</c>.</param>
    public RunningModule? ModuleOf(string service) => byService.GetValueOrDefault(service);

    /// <summary>The concurrency limiter of a callee in this process.</summary>
    public RateLimiter LimiterFor(ModuleDescriptor callee) => clientFactory.LimiterFor(callee);

    /// <summary>A call invoker for a module of another process, without telemetry, limits and faults.</summary>
    public CallInvoker RemoteInvokerFor(ModuleDescriptor callee) => clientFactory.RemoteInvokerFor(callee);

    public async ValueTask DisposeAsync()
    {
        foreach (var module in Running)
        {
            await module.DisposeAsync();
        }

        clientFactory.Dispose();
    }

    // Everything that a module gets from the host; of other modules it gets only clients.
    private void AddHostServices(IServiceCollection module, IServiceProvider host, ModuleTelemetry telemetry)
    {
        module.AddSingleton(telemetry);
        module.AddSingleton<IMeterFactory>(telemetry);
        module.AddSingleton(host.GetRequiredService<TelemetryRelay>());
        module.AddSingleton(Flags);
        module.AddSingleton<FlagMetrics>();
        module.AddSingleton<IFeatureClient, FeatureClient>();
        module.AddSingleton(host.GetRequiredService<TimeProvider>());
        module.AddSingleton(host.GetRequiredService<IConfiguration>());
        module.AddSingleton(host.GetRequiredService<ILoggerFactory>());
        module.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        module.AddSingleton(host.GetRequiredService<IHostEnvironment>());
        module.AddSingleton(host.GetRequiredService<IWebHostEnvironment>());
        module.AddSingleton(host.GetRequiredService<IHostApplicationLifetime>());
        module.AddSingleton(host.GetRequiredService<DiagnosticListener>());
        module.AddOptions();
    }

    private void AddModuleClients(ModuleBuilder builder, ShopSettings settings, IServiceProvider host, ModuleTelemetry telemetry)
    {
        foreach (var service in builder.Descriptor.Calls)
        {
            var client = ClientOf(service);
            builder.Services.AddSingleton(client, own =>
                Activator.CreateInstance(client, clientFactory.InvokerFor(telemetry, service, [.. own.GetServices<ICallFault>(), faults]))!);
        }

        foreach (var name in builder.Descriptor.ForwardsTo)
        {
            builder.Services.AddKeyedSingleton<IForwarder>(name, (_, _) => clientFactory.ForwarderFor(telemetry, settings.Module(name)));
        }

        if (builder.Descriptor.CallsEdge)
        {
            builder.Services.AddSingleton(_ => clientFactory.ShopHttpClientFor(telemetry, () => host.GetRequiredService<ShopEndpoints>().Web));
        }

        if (builder.Descriptor.Publishes.Count > 0)
        {
            builder.Services.AddSingleton<IEventDelivery>(_ =>
                settings.Kafka is { } kafka ? new KafkaDelivery(kafka, telemetry) : new EventDelivery(settings, clientFactory, telemetry));
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
