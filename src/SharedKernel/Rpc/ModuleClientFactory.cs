using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.SharedKernel.Web;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// Creates clients for other modules. This is the only class that knows where a callee runs: a module of the same process is called in process,
/// any other at its configured address. Neither caller nor callee can see the difference.
/// </summary>
internal sealed class ModuleClientFactory(RunningShop shop, ShopSettings settings) : IDisposable
{
    private readonly ConcurrentDictionary<string, ServiceChannel> channels = new();
    private readonly ConcurrentDictionary<string, Lazy<ConcurrencyLimiter>> limiters = new();
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> clients = new();

    /// <summary>Returns the call invoker for the module that serves a service.</summary>
    /// <param name="caller">The telemetry of the calling module.</param>
    /// <param name="service">The called service.</param>
    /// <param name="faults">The faults that may be injected.</param>
    public CallInvoker InvokerFor(ModuleTelemetry caller, ServiceDescriptor service, IReadOnlyList<ICallFault> faults)
    {
        var callee = settings.ModuleServing(service);
        var transport = new FaultInjectingCallInvoker(TransportFor(callee), faults, caller.ServiceName, callee.ServiceName);
        return new ClientCallInvoker(new ConcurrencyLimitingCallInvoker(transport, LimiterFor(callee)), caller, callee.ServiceName, settings.Calls);
    }

    /// <summary>The concurrency limiter of a callee, shared by all callers of this process.</summary>
    public RateLimiter LimiterFor(ModuleDescriptor callee) =>
        limiters.GetOrAdd(callee.Name, _ => new Lazy<ConcurrencyLimiter>(() => new ConcurrencyLimiter(settings.LimiterOptionsFor(callee)))).Value;

    /// <summary>A call invoker for a module of another process, without telemetry, limits and faults.</summary>
    public CallInvoker RemoteInvokerFor(ModuleDescriptor callee) =>
        new RemoteCallInvoker(channels.GetOrAdd(callee.Name, _ => new ServiceChannel(settings.AddressesOf(callee), settings.Calls, settings.Tls?.ClientOptionsFor(callee.ServiceName))).Invoker);

    /// <summary>Returns the forwarder that sends HTTP requests to a module.</summary>
    public IForwarder ForwarderFor(ModuleTelemetry caller, ModuleDescriptor callee)
    {
        IForwarder transport = shop.Find(callee) is { } localModule
            ? new InProcessForwarder(localModule)
            : new RemoteForwarder(HttpClientFor(callee), settings.WebAddressesOf(callee)[0]);
        return new TracingForwarder(transport, caller, callee.ServiceName);
    }

    /// <summary>Returns a client for the public HTTP port of the shop.</summary>
    /// <param name="caller">The telemetry of the calling module.</param>
    /// <param name="here">Returns the address of this process's web port once it is open.</param>
    public ShopHttpClient ShopHttpClientFor(ModuleTelemetry caller, Func<Uri> here)
    {
        var edge = settings.Edge;
        return new ShopHttpClient(RemoteForwarder.CreateClient(), settings.Runs(edge) ? here : () => settings.WebAddressesOf(edge)[0], edge.ServiceName, caller);
    }

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

        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }

    private HttpMessageInvoker HttpClientFor(ModuleDescriptor callee) =>
        clients.GetOrAdd(callee.Name, _ => RemoteForwarder.CreateClient(settings.Tls?.ClientOptionsFor(callee.ServiceName)));

    private CallInvoker TransportFor(ModuleDescriptor callee) =>
        shop.Find(callee) is { } localModule
            ? new InProcessCallInvoker(() => localModule.Methods, localModule.Telemetry, settings.Calls)
            : RemoteInvokerFor(callee);
}
