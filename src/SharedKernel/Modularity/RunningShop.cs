namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>The modules of this process, each with a separate service container. No module can see it.</summary>
public sealed class RunningShop : IAsyncDisposable
{
    private readonly Dictionary<string, RunningModule> byName = [];
    private readonly Dictionary<string, RunningModule> byService = [];

    /// <summary>Creates the registry of the modules of this process.</summary>
    public RunningShop(IEnumerable<RunningModule> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (var module in modules)
        {
            byName.Add(module.Descriptor.Name, module);
            foreach (var service in module.Descriptor.Serves)
            {
                byService.Add(service.FullName, module);
            }
        }
    }

    /// <summary>The modules, in the order in which they start.</summary>
    public IEnumerable<RunningModule> Running => byName.Values;

    /// <summary>The module that serves the web port: the edge, or in a process without it the module that serves HTTP.</summary>
    public RunningModule? WebModule =>
        Running.FirstOrDefault(module => module.Descriptor.IsPublic) ?? Running.FirstOrDefault(module => module.Descriptor.ServesHttp);

    /// <summary>The module, if it runs in this process; otherwise null.</summary>
    public RunningModule? Find(ModuleDescriptor descriptor) => byName.GetValueOrDefault(descriptor.Name);

    /// <summary>The module that owns a receive endpoint of the bus; the last segment of its address is the module's service name.</summary>
    public RunningModule ModuleAt(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return Running.First(module => module.Descriptor.ServiceName == endpoint.Segments[^1]);
    }

    /// <summary>The module that serves an RPC, if it runs in this process; otherwise null.</summary>
    /// <param name="method">The full method name with a leading slash: <c>/oteldemo.CartService/GetCart</c>.</param>
    public RunningModule? ModuleServing(string method) =>
        method.LastIndexOf('/') is > 0 and var end && byService.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(method.AsSpan(1, end - 1), out var module) ? module : null;

    /// <summary>The module that serves a gRPC service, if it runs in this process; otherwise null.</summary>
    /// <param name="service">The full service name: <c>oteldemo.CartService</c>.</param>
    public RunningModule? ModuleOf(string service) => byService.GetValueOrDefault(service);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var module in Running)
        {
            await module.DisposeAsync();
        }
    }
}
