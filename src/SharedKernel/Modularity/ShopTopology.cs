using AstronomyShop.Contracts.Flagd.Sync;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>
/// The modules of the shop: which of them run in this process (<c>Shop:Run</c>), and at which addresses the others are
/// (<c>Modules:&lt;Name&gt;:Address</c>). Read and validated once before anything starts.
/// </summary>
public sealed class ShopTopology
{
    /// <summary>The setting with the certificate file of this process; with it, processes of the shop use mutual TLS.</summary>
    public const string TlsKey = "Shop:Tls:Certificate";

    private const string RunKey = "Shop:Run";

    private readonly IReadOnlyList<ModuleDescriptor> all;
    private readonly bool usesBroker;
    private readonly Dictionary<string, IReadOnlyList<Uri>> addresses;
    private readonly Dictionary<string, IReadOnlyList<Uri>> webAddresses;

    private ShopTopology(IReadOnlyList<ModuleDescriptor> all, IConfiguration configuration, bool usesBroker)
    {
        this.all = all;
        this.usesBroker = usesBroker;
        Running = ReadRun(configuration[RunKey] ?? "All");
        addresses = all.Where(descriptor => !Runs(descriptor)).ToDictionary(descriptor => descriptor.Name, descriptor => ReadAddresses(configuration, descriptor));
        webAddresses = all.Where(descriptor => !Runs(descriptor)).ToDictionary(descriptor => descriptor.Name, descriptor => ReadWebAddresses(configuration, descriptor));
    }

    /// <summary>The modules of this process.</summary>
    public IReadOnlyList<ModuleDescriptor> Running { get; }

    /// <summary>Every module of the shop, in this process or in another.</summary>
    public IReadOnlyList<ModuleDescriptor> All => all;

    /// <summary>Reads and validates the settings.</summary>
    /// <param name="all">Every module of the shop.</param>
    /// <param name="configuration">The configuration of the shop.</param>
    /// <param name="usesBroker">Whether events go through a broker, so that a publisher does not call its consumers.</param>
    /// <param name="usesTls">Whether processes of the shop call each other over mutual TLS, so that addresses must be https.</param>
    /// <exception cref="SettingException">A setting is invalid or missing.</exception>
    public static ShopTopology Read(IReadOnlyList<ModuleDescriptor> all, IConfiguration configuration, bool usesBroker, bool usesTls)
    {
        var topology = new ShopTopology(all, configuration, usesBroker);
        topology.RequireCallees();
        topology.RequireSingleEdge();
        topology.RequireSchemes(usesTls);
        return topology;
    }

    /// <summary>The modules that this process calls in other processes, with their addresses.</summary>
    public IEnumerable<(ModuleDescriptor Descriptor, IReadOnlyList<Uri> Addresses)> RemoteModules =>
        Running.SelectMany(CalleesOf).Append(FlagService).OfType<ModuleDescriptor>().Distinct()
            .Where(descriptor => !Runs(descriptor) && AddressesOf(descriptor).Count > 0)
            .Select(descriptor => (descriptor, AddressesOf(descriptor)));

    /// <summary>Whether this process runs the whole shop.</summary>
    public bool RunsAll => Running.Count == all.Count;

    /// <summary>Whether this process runs the module.</summary>
    public bool Runs(ModuleDescriptor descriptor) => Running.Contains(descriptor);

    /// <summary>The module with this name: <c>Cart</c>.</summary>
    public ModuleDescriptor Module(string name) => all.First(descriptor => descriptor.Name == name);

    /// <summary>The module that serves the gRPC service.</summary>
    public ModuleDescriptor ModuleServing(ServiceDescriptor service) =>
        all.FirstOrDefault(descriptor => descriptor.Serves.Contains(service))
        ?? throw new InvalidOperationException($"No module serves {service.FullName}");

    /// <summary>The edge module of the shop, in this process or in another.</summary>
    public ModuleDescriptor Edge => all.FirstOrDefault(descriptor => descriptor.IsEdge) ?? throw new InvalidOperationException("The shop has no edge module");

    /// <summary>The module that serves the feature flags, if the shop has one.</summary>
    public ModuleDescriptor? FlagService => all.FirstOrDefault(descriptor => descriptor.Serves.Contains(FlagSyncService.Descriptor));

    /// <summary>The modules that consume the event.</summary>
    public IEnumerable<ModuleDescriptor> ConsumersOf(MessageDescriptor type) => all.Where(descriptor => descriptor.Consumes.Contains(type));

    /// <summary>The gRPC addresses of a module that does not run in this process; empty when none are configured.</summary>
    public IReadOnlyList<Uri> AddressesOf(ModuleDescriptor descriptor) => addresses[descriptor.Name];

    /// <summary>The HTTP addresses of a module that does not run in this process; empty when none are configured.</summary>
    public IReadOnlyList<Uri> WebAddressesOf(ModuleDescriptor descriptor) => webAddresses[descriptor.Name];

    /// <summary>All modules that a module reaches by RPC, HTTP request or event.</summary>
    public IEnumerable<ModuleDescriptor> CalleesOf(ModuleDescriptor caller) => caller.Calls.Select(ModuleServing)
        .Concat(caller.ForwardsTo.Select(Module))
        .Concat(caller.CallsEdge ? [Edge] : [])
        .Concat(!usesBroker ? caller.Publishes.SelectMany(ConsumersOf) : []);

    /// <summary>Whether an address of the module is configured.</summary>
    public static bool IsRemote(IConfiguration configuration, ModuleDescriptor descriptor) => ReadAddresses(configuration, descriptor).Count > 0;

    private static IReadOnlyList<Uri> ReadAddresses(IConfiguration configuration, ModuleDescriptor descriptor)
    {
        var key = AddressKey(descriptor);
        foreach (var variable in (string[])[key, .. descriptor.AddressVariables])
        {
            if (ReadVariable(configuration, variable) is { Length: > 0 } text)
            {
                return [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(one => ReadAddress(variable, one))];
            }
        }

        return [];
    }

    // Modules of this shop serve HTTP and gRPC on two ports; other servers, such as flagd, on one.
    private static IReadOnlyList<Uri> ReadWebAddresses(IConfiguration configuration, ModuleDescriptor descriptor)
    {
        var key = $"Modules:{descriptor.Name}:WebAddress";
        return configuration[key] is { Length: > 0 } text ? [ReadAddress(key, text)] : ReadAddresses(configuration, descriptor);
    }

    // The public shop uses two variables, host and port, for the address of flagd.
    private static string? ReadVariable(IConfiguration configuration, string variable) =>
        variable.EndsWith("_PORT", StringComparison.Ordinal) && variable.Split(':') is [var host, var port]
            ? configuration[host] is { Length: > 0 } name && configuration[port] is { Length: > 0 } number ? $"{name}:{number}" : null
            : configuration[variable];

    // The public shop writes cart:7070 instead of http://cart:7070.
    private static Uri ReadAddress(string key, string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", Host.Length: > 0, AbsolutePath: "/" }
            ? address
            : throw new SettingException(key, $"'{text}' is not a valid address; use a value like http://cart:8081");

    private static string AddressKey(ModuleDescriptor descriptor) => $"Modules:{descriptor.Name}:Address";

    private List<ModuleDescriptor> ReadRun(string run)
    {
        var names = run.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names is ["All" or "all"])
        {
            return [.. all];
        }

        var known = string.Join(", ", all.Select(descriptor => descriptor.Name));
        if (names.Length == 0)
        {
            throw new SettingException(RunKey, $"names no module; use All, or some of {known}");
        }

        return [.. names.Select(name =>
            all.FirstOrDefault(descriptor => string.Equals(descriptor.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new SettingException(RunKey, $"'{name}' is not a module; use All, or some of {known}")).Distinct()];
    }

    private void RequireCallees()
    {
        foreach (var caller in Running)
        {
            foreach (var callee in CalleesOf(caller).Where(callee => !Runs(callee) && AddressesOf(callee).Count == 0))
            {
                throw new SettingException(
                    AddressKey(callee), $"is missing; {caller.Name} runs here and needs {callee.Name}, which does not. Set its address, or run it here too");
            }
        }
    }

    // The public port is open to every client and requires no client certificate.
    private void RequireSchemes(bool usesTls)
    {
        var scheme = usesTls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        foreach (var (descriptor, _) in RemoteModules.Where(callee => !callee.Descriptor.IsEdge))
        {
            if (AddressesOf(descriptor).Concat(WebAddressesOf(descriptor)).FirstOrDefault(address => address.Scheme != scheme) is { } other)
            {
                throw new SettingException(
                    AddressKey(descriptor), $"'{other}' is not {scheme}; with {TlsKey} module addresses use https, without it http");
            }
        }
    }

    private void RequireSingleEdge()
    {
        var edges = Running.Where(descriptor => descriptor.ServesHttp).ToList();
        if (edges.Count > 1 && !edges.Exists(descriptor => descriptor.IsEdge))
        {
            throw new SettingException(
                "Shop:Ports:Web", $"is claimed by {string.Join(" and ", edges.Select(descriptor => descriptor.Name))}; run one of them, or the Edge with them");
        }
    }
}
