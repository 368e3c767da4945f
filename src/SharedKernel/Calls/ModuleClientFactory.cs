using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.SharedKernel.Web;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// The one class that knows where a callee runs. A neighbour of the same process is reached in process, any other at its configured
/// address; neither caller nor callee can tell.
/// </summary>
internal sealed class ModuleClientFactory(RunningShop shop, ShopSettings settings) : IDisposable
{
    private readonly ConcurrentDictionary<string, ServiceChannel> channels = new();
    private readonly ConcurrentDictionary<string, Lazy<ConcurrencyLimiter>> limiters = new();
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> clients = new();

    /// <summary>How the caller reaches the module that serves a service.</summary>
    /// <param name="caller">In whose name.</param>
    /// <param name="service">Whose service.</param>
    /// <param name="faults">What may happen to calls on purpose.</param>
    public CallInvoker InvokerFor(ModuleTelemetry caller, ServiceDescriptor service, IReadOnlyList<ICallFault> faults)
    {
        var callee = settings.ModuleServing(service);
        var transport = new FaultInjectingCallInvoker(TransportFor(callee), faults, caller.ServiceName, callee.ServiceName);
        return new ClientCallInvoker(new ConcurrencyLimitingCallInvoker(transport, LimiterFor(callee)), caller, callee.ServiceName, settings.Calls);
    }

    /// <summary>How many calls to a module this process lets run, and wait, at once, whoever makes them.</summary>
    public RateLimiter LimiterFor(ModuleDescriptor callee) =>
        limiters.GetOrAdd(callee.Name, _ => new Lazy<ConcurrencyLimiter>(() => new ConcurrencyLimiter(settings.LimiterOptionsFor(callee)))).Value;

    /// <summary>The module itself, if it runs here.</summary>
    public RunningModule? FindLocal(ModuleDescriptor callee) => shop.Find(callee);

    /// <summary>The bare way to a module of another process.</summary>
    public CallInvoker RemoteInvokerFor(ModuleDescriptor callee) =>
        new RemoteCallInvoker(channels.GetOrAdd(callee.Name, _ => new ServiceChannel(settings.AddressesOf(callee), settings.Calls, settings.Tls?.ClientOptionsFor(callee.ServiceName))).Invoker);

    /// <summary>How requests are sent on to a module that answers HTTP.</summary>
    public IForwarder ForwarderFor(ModuleTelemetry caller, ModuleDescriptor callee)
    {
        IForwarder transport = shop.Find(callee) is { } localModule
            ? new InProcessForwarder(localModule)
            : new RemoteForwarder(HttpClientFor(callee), settings.WebAddressesOf(callee)[0]);
        return new TracingForwarder(transport, caller, callee.ServiceName);
    }

    /// <summary>How a program of a customer's asks the shop.</summary>
    /// <param name="caller">In whose name.</param>
    /// <param name="here">Where the web port of this process is, once it is open.</param>
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
