using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Events;
using AstronomyShop.SharedKernel.Events.Kafka;
using AstronomyShop.SharedKernel.Flags;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.SharedKernel.Web;
using Grpc.Core;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace AstronomyShop.SharedKernel.Modules;

/// <summary>The modules of this process, each in a container of its own.</summary>
internal sealed class RunningShop : IAsyncDisposable
{
    private readonly Dictionary<string, RunningModule> byName = [];
    private readonly Dictionary<string, RunningModule> byService = [];
    private readonly Neighbours neighbours;
    private readonly BoundaryFaults faults;

    public RunningShop(IReadOnlyList<ModuleBuilder> modules, ShopSettings settings, IServiceProvider host)
    {
        neighbours = new Neighbours(this, settings);
        faults = new BoundaryFaults(Flags, host.GetRequiredService<TimeProvider>(), Random.Shared);
        foreach (var parts in modules)
        {
            var telemetry = new ModuleTelemetry(parts.Face, host.GetRequiredService<ILoggerFactory>());
            Lend(parts.Services, host, telemetry);
            AddNeighbours(parts, settings, host, telemetry);
            parts.Wrappers.ForEach(wrap => wrap(parts.Services));
            var module = new RunningModule(parts, parts.Services.BuildServiceProvider(validateScopes: true), telemetry);
            byName.Add(parts.Face.Name, module);
            foreach (var service in parts.Face.Serves)
            {
                byService.Add(service.FullName, module);
            }
        }
    }

    /// <summary>The flags that this process goes by.</summary>
    public FlagBoard Flags { get; } = new();

    public IEnumerable<RunningModule> Running => byName.Values;

    /// <summary>The module that answers the web port: the edge, or where it does not run the one that serves HTTP.</summary>
    public RunningModule? Door =>
        Running.FirstOrDefault(module => module.Face.IsEdge) ?? Running.FirstOrDefault(module => module.Face.ServesHttp);

    public RunningModule? Find(ModuleFace face) => byName.GetValueOrDefault(face.Name);

    /// <param name="method">As on the wire: <c>/oteldemo.CartService/GetCart</c>.</param>
    public RunningModule? ModuleServing(string method) => method.LastIndexOf('/') is > 0 and var end ? ModuleOf(method[1..end]) : null;

    /// <param name="service">As the contract names it: <c>oteldemo.CartService</c>.</param>
    public RunningModule? ModuleOf(string service) => byService.GetValueOrDefault(service);

    /// <summary>How many calls to a module this process lets run at once.</summary>
    public RateLimiter RoomOf(ModuleFace callee) => neighbours.RoomOf(callee);

    /// <summary>The bare way to a module of another process.</summary>
    public CallInvoker Remote(ModuleFace callee) => neighbours.Remote(callee);

    public async ValueTask DisposeAsync()
    {
        foreach (var module in Running)
        {
            await module.DisposeAsync();
        }

        neighbours.Dispose();
    }

    // All that a module gets of the host, and of the other modules only their clients.
    private void Lend(IServiceCollection module, IServiceProvider host, ModuleTelemetry telemetry)
    {
        module.AddSingleton(telemetry);
        module.AddSingleton<IMeterFactory>(telemetry);
        module.AddSingleton(host.GetRequiredService<SpanRelay>());
        module.AddSingleton(host.GetRequiredService<LogRelay>());
        module.AddSingleton(Flags);
        module.AddSingleton<FlagCounts>();
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

    private void AddNeighbours(ModuleBuilder parts, ShopSettings settings, IServiceProvider host, ModuleTelemetry telemetry)
    {
        foreach (var service in parts.Face.Calls)
        {
            var client = ClientOf(service);
            parts.Services.AddSingleton(client, own =>
                Activator.CreateInstance(client, neighbours.InvokerFor(telemetry, service, [.. own.GetServices<ICallFault>(), faults]))!);
        }

        foreach (var name in parts.Face.ForwardsTo)
        {
            parts.Services.AddKeyedSingleton<IForwarder>(name, (_, _) => neighbours.ForwarderTo(telemetry, settings.Module(name)));
        }

        if (parts.Face.AsksDoor)
        {
            parts.Services.AddSingleton(_ => neighbours.DoorFor(telemetry, () => host.GetRequiredService<ShopEndpoints>().Web));
        }

        if (parts.Face.Publishes.Count > 0)
        {
            parts.Services.AddSingleton<IEventDelivery>(_ =>
                settings.Kafka is { } kafka ? new KafkaDelivery(kafka, telemetry) : new EventDelivery(settings, neighbours, telemetry));
        }
    }

    // protoc nests the client in the service's class: CartService.CartServiceClient.
    private static Type ClientOf(ServiceDescriptor service)
    {
        var contracts = service.Methods[0].InputType.ClrType;
        var name = $"{service.File.GetOptions().CsharpNamespace}.{service.Name}+{service.Name}Client";
        var client = contracts.Assembly.GetType(name, throwOnError: true)!;
        return client.IsAssignableTo(typeof(ClientBase)) ? client : throw new InvalidOperationException($"{name} is no client");
    }
}
