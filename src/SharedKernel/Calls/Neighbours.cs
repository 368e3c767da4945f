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
internal sealed class Neighbours(RunningShop shop, ShopSettings settings) : IDisposable
{
    private readonly ConcurrentDictionary<string, ServiceChannel> channels = new();
    private readonly ConcurrentDictionary<string, Lazy<ConcurrencyLimiter>> rooms = new();
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> clients = new();

    /// <summary>How the caller reaches the module that serves a service.</summary>
    /// <param name="caller">In whose name.</param>
    /// <param name="service">Whose service.</param>
    /// <param name="faults">What may happen to calls on purpose.</param>
    public CallInvoker InvokerFor(ModuleTelemetry caller, ServiceDescriptor service, IReadOnlyList<ICallFault> faults)
    {
        var callee = settings.ModuleServing(service);
        var transport = new FaultyTransport(TransportTo(callee), faults, caller.ServiceName, callee.ServiceName);
        return new NeighbourCallInvoker(new BoundedTransport(transport, RoomOf(callee)), caller, callee.ServiceName, settings.Calls);
    }

    /// <summary>How many calls to a module this process lets run, and wait, at once, whoever makes them.</summary>
    public RateLimiter RoomOf(ModuleFace callee) =>
        rooms.GetOrAdd(callee.Name, _ => new Lazy<ConcurrencyLimiter>(() => new ConcurrencyLimiter(settings.RoomOf(callee)))).Value;

    /// <summary>The module itself, if it runs here.</summary>
    public RunningModule? Here(ModuleFace callee) => shop.Find(callee);

    /// <summary>The bare way to a module of another process.</summary>
    public CallInvoker Remote(ModuleFace callee) =>
        new RemoteCallInvoker(channels.GetOrAdd(callee.Name, _ => new ServiceChannel(settings.AddressesOf(callee), settings.Calls, settings.Tls?.Calling(callee.ServiceName))).Invoker);

    /// <summary>How requests are sent on to a module that answers HTTP.</summary>
    public IForwarder ForwarderTo(ModuleTelemetry caller, ModuleFace callee)
    {
        IForwarder transport = shop.Find(callee) is { } here
            ? new InProcessForwarder(here)
            : new RemoteForwarder(ClientTo(callee), settings.WebAddressesOf(callee)[0]);
        return new NeighbourForwarder(transport, caller, callee.ServiceName);
    }

    /// <summary>How a program of a customer's asks the shop.</summary>
    /// <param name="caller">In whose name.</param>
    /// <param name="here">Where the web port of this process is, once it is open.</param>
    public PublicDoor DoorFor(ModuleTelemetry caller, Func<Uri> here)
    {
        var door = settings.Door;
        return new PublicDoor(RemoteForwarder.CreateClient(), settings.Runs(door) ? here : () => settings.WebAddressesOf(door)[0], door.ServiceName, caller);
    }

    public void Dispose()
    {
        foreach (var channel in channels.Values)
        {
            channel.Dispose();
        }

        foreach (var room in rooms.Values)
        {
            room.Value.Dispose();
        }

        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }

    private HttpMessageInvoker ClientTo(ModuleFace callee) =>
        clients.GetOrAdd(callee.Name, _ => RemoteForwarder.CreateClient(settings.Tls?.Calling(callee.ServiceName)));

    private CallInvoker TransportTo(ModuleFace callee) =>
        shop.Find(callee) is { } here
            ? new InProcessCallInvoker(() => here.Methods, here.Telemetry, settings.Calls)
            : Remote(callee);
}
