using System.Collections.Concurrent;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>Creates forwarders to other modules: to the pipeline of a module of the same process, to the configured address of any other.</summary>
internal sealed class ForwarderFactory(RunningShop shop, ShopTopology topology, MutualTls? tls) : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> clients = new();

    /// <summary>Returns the forwarder that sends HTTP requests to a module.</summary>
    public IForwarder ForwarderFor(ModuleTelemetry caller, ModuleDescriptor callee)
    {
        IForwarder transport = shop.Find(callee) is { } localModule
            ? new InProcessForwarder(localModule)
            : new RemoteForwarder(HttpClientFor(callee), topology.WebAddressesOf(callee)[0]);
        return new TracingForwarder(transport, caller, callee.ServiceName);
    }

    /// <summary>Returns a client for the public HTTP port of the shop.</summary>
    /// <param name="caller">The telemetry of the calling module.</param>
    /// <param name="here">Returns the address of this process's web port once it is open.</param>
    public ShopHttpClient ShopHttpClientFor(ModuleTelemetry caller, Func<Uri> here)
    {
        var edge = topology.Edge;
        return new ShopHttpClient(RemoteForwarder.CreateClient(), topology.Runs(edge) ? here : () => topology.WebAddressesOf(edge)[0], edge.ServiceName, caller);
    }

    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }

    private HttpMessageInvoker HttpClientFor(ModuleDescriptor callee) =>
        clients.GetOrAdd(callee.Name, _ => RemoteForwarder.CreateClient(tls?.ClientOptionsFor(callee.ServiceName)));
}
