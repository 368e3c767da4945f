using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// Creates clients for other modules. This is the only class that knows where a callee runs: a module of the same process is called in process,
/// any other at its configured address. Neither caller nor callee can see the difference.
/// </summary>
public sealed class ModuleClientFactory : IDisposable
{
    // Every process serves these for all its modules.
    private static readonly ServiceDescriptor[] ProcessServices = [EventDelivery.Descriptor, AuditSource.Descriptor];

    private readonly ConcurrentDictionary<string, ServiceChannel> channels = new();
    private readonly ConcurrentDictionary<string, RetryableRpcs> retryable = new();
    private readonly ConcurrentDictionary<string, Lazy<ConcurrencyLimiter>> limiters = new();
    private readonly RunningShop shop;
    private readonly ShopTopology topology;
    private readonly RpcSettings settings;

    /// <summary>Creates a factory for the modules of this process.</summary>
    public ModuleClientFactory(RunningShop shop, ShopTopology topology, RpcSettings settings) => (this.shop, this.topology, this.settings) = (shop, topology, settings);

    /// <summary>A call invoker for a module of another process, without telemetry, limits and faults.</summary>
    public CallInvoker RemoteInvokerFor(ModuleDescriptor callee) => new RemoteCallInvoker(
        channels.GetOrAdd(callee.Name, _ => new ServiceChannel(topology.AddressesOf(callee), settings.Limits, settings.Tls?.ClientOptionsFor(callee.ServiceName))).Invoker,
        retryable.GetOrAdd(callee.Name, _ => new RetryableRpcs([.. callee.Serves, .. ProcessServices])));

    /// <summary>Returns the call invoker for the module that serves a service.</summary>
    /// <param name="caller">The telemetry of the calling module.</param>
    /// <param name="service">The called service.</param>
    /// <param name="faults">The faults that may be injected.</param>
    internal CallInvoker InvokerFor(ModuleTelemetry caller, ServiceDescriptor service, IReadOnlyList<ICallFault> faults)
    {
        var callee = topology.ModuleServing(service);
        var transport = TransportFor(callee);
        transport = faults.Count == 0 ? transport : new FaultInjectingCallInvoker(transport, [.. faults], caller.ServiceName, callee.ServiceName);
        return new ClientCallInvoker(new ConcurrencyLimitingCallInvoker(transport, LimiterFor(callee)), caller, callee.ServiceName, settings.Limits);
    }

    /// <summary>The concurrency limiter of a callee, shared by all callers of this process.</summary>
    internal RateLimiter LimiterFor(ModuleDescriptor callee) =>
        limiters.GetOrAdd(callee.Name, _ => new Lazy<ConcurrencyLimiter>(() => new ConcurrencyLimiter(settings.LimiterOptionsFor(callee)))).Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in channels.Values)
        {
            channel.Dispose();
        }

        foreach (var room in limiters.Values)
        {
            room.Value.Dispose();
        }
    }

    private CallInvoker TransportFor(ModuleDescriptor callee) =>
        shop.Find(callee) is { } localModule
            ? new InProcessCallInvoker(localModule.Services.GetRequiredService<ModuleRpcServer>, settings.Limits)
            : RemoteInvokerFor(callee);
}
