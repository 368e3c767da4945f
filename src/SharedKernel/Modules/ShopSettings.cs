using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using AstronomyShop.Contracts.Flagd.Sync;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Events.Kafka;
using AstronomyShop.SharedKernel.Storage;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Modules;

/// <summary>The shop's settings, read and checked once, before anything starts.</summary>
internal sealed class ShopSettings
{
    private const string RunKey = "Shop:Run";
    private const string CallsKey = "Shop:Calls";
    private const string DrainTimeKey = "Shop:DrainTime";
    private const string EventContextKey = "Telemetry:EventContext";
    private const string TlsCertificateKey = "Shop:Tls:Certificate";

    // The whole of a shutdown has ten seconds.
    private static readonly TimeSpan MaxDrainTime = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<ModuleDescriptor> all;
    private readonly Dictionary<string, IReadOnlyList<Uri>> addresses;
    private readonly Dictionary<string, IReadOnlyList<Uri>> webAddresses;
    private readonly Dictionary<string, CallLimits> callsTo;

    private ShopSettings(IReadOnlyList<ModuleDescriptor> all, IConfiguration configuration)
    {
        this.all = all;
        Running = ReadRun(configuration[RunKey] ?? "All");
        Web = ReadPort(configuration, "Shop:Ports:Web", 8080, IPAddress.Any);
        Grpc = ReadPort(configuration, "Shop:Ports:Grpc", 8081, IPAddress.Loopback);
        Management = ReadPort(configuration, "Shop:Ports:Management", 8082, IPAddress.Loopback);
        Calls = CallLimits.Read(configuration, CallsKey);
        callsTo = all.ToDictionary(descriptor => descriptor.Name, descriptor => CallLimits.Read(configuration, CallsKey, $"Modules:{descriptor.Name}:Calls"));
        LinksEvents = ReadEventContext(configuration);
        DrainTime = ReadTime(configuration, DrainTimeKey, TimeSpan.Zero);
        Storage = new StorageSettings(configuration);
        Kafka = KafkaSettings.Read(configuration);
        Tls = MutualTls.Read(configuration, TlsCertificateKey, "Shop:Tls:Key", "Shop:Tls:Authority");
        addresses = all.Where(descriptor => !Runs(descriptor)).ToDictionary(descriptor => descriptor.Name, descriptor => ReadAddresses(configuration, descriptor));
        webAddresses = all.Where(descriptor => !Runs(descriptor)).ToDictionary(descriptor => descriptor.Name, descriptor => ReadWebAddresses(configuration, descriptor));
    }

    /// <summary>The modules of this process.</summary>
    public IReadOnlyList<ModuleDescriptor> Running { get; }

    public ListenEndpoint Web { get; }

    public ListenEndpoint Grpc { get; }

    public ListenEndpoint Management { get; }

    public CallLimits Calls { get; }

    public StorageSettings Storage { get; }

    /// <summary>How processes of the shop know each other; null where they do not ask.</summary>
    public MutualTls? Tls { get; }

    /// <summary>Every module of the shop, wherever it runs.</summary>
    public IReadOnlyList<ModuleDescriptor> All => all;

    /// <summary>What consumes an event begins a trace of its own that links to the event's, instead of continuing it.</summary>
    public bool LinksEvents { get; }

    /// <summary>The broker that carries events; null where they go straight to their consumers.</summary>
    public KafkaSettings? Kafka { get; }

    /// <summary>How long the ports still answer at shutdown after health has said not ready.</summary>
    public TimeSpan DrainTime { get; }

    /// <exception cref="SettingException">A setting is wrong or missing.</exception>
    public static ShopSettings Read(IReadOnlyList<ModuleDescriptor> all, IConfiguration configuration)
    {
        var settings = new ShopSettings(all, configuration);
        settings.RequireCallees();
        settings.RequireSingleEdge();
        settings.RequireSchemes();
        return settings;
    }

    /// <summary>The modules that this process reaches elsewhere.</summary>
    public IEnumerable<(ModuleDescriptor Descriptor, IReadOnlyList<Uri> Addresses)> RemoteModules =>
        Running.SelectMany(CalleesOf).Append(FlagService).OfType<ModuleDescriptor>().Distinct()
            .Where(descriptor => !Runs(descriptor) && AddressesOf(descriptor).Count > 0)
            .Select(descriptor => (descriptor, AddressesOf(descriptor)));

    /// <summary>The whole shop is in this process.</summary>
    public bool RunsAll => Running.Count == all.Count;

    public bool Runs(ModuleDescriptor descriptor) => Running.Contains(descriptor);

    public ModuleDescriptor Module(string name) => all.First(descriptor => descriptor.Name == name);

    public ModuleDescriptor ModuleServing(ServiceDescriptor service) =>
        all.FirstOrDefault(descriptor => descriptor.Serves.Contains(service))
        ?? throw new InvalidOperationException($"No module serves {service.FullName}");

    /// <summary>The module that is the shop's public door, in whichever process.</summary>
    public ModuleDescriptor Edge => all.FirstOrDefault(descriptor => descriptor.IsEdge) ?? throw new InvalidOperationException("This shop has no public door");

    /// <summary>The module that keeps the feature flags, if the shop has one.</summary>
    public ModuleDescriptor? FlagService => all.FirstOrDefault(descriptor => descriptor.Serves.Contains(FlagSyncService.Descriptor));

    public IEnumerable<ModuleDescriptor> ConsumersOf(MessageDescriptor type) => all.Where(descriptor => descriptor.Consumes.Contains(type));

    /// <summary>How many calls to a module may run at once, and how many wait.</summary>
    public ConcurrencyLimiterOptions LimiterOptionsFor(ModuleDescriptor callee) => new() { PermitLimit = callsTo[callee.Name].AtOnce, QueueLimit = callsTo[callee.Name].Waiting };

    /// <summary>Where a module that does not run here is; empty when nobody said.</summary>
    public IReadOnlyList<Uri> AddressesOf(ModuleDescriptor descriptor) => addresses[descriptor.Name];

    /// <summary>Where its HTTP is, if it does not run here; empty when nobody said.</summary>
    public IReadOnlyList<Uri> WebAddressesOf(ModuleDescriptor descriptor) => webAddresses[descriptor.Name];

    /// <summary>All that a module reaches, by call, request or event.</summary>
    public IEnumerable<ModuleDescriptor> CalleesOf(ModuleDescriptor caller) => caller.Calls.Select(ModuleServing)
        .Concat(caller.ForwardsTo.Select(Module))
        .Concat(caller.CallsEdge ? [Edge] : [])
        .Concat(Kafka is null ? caller.Publishes.SelectMany(ConsumersOf) : []);

    /// <summary>Somebody said where the module is.</summary>
    public static bool IsRemote(IConfiguration configuration, ModuleDescriptor descriptor) => ReadAddresses(configuration, descriptor).Count > 0;

    private static ListenEndpoint ReadPort(IConfiguration configuration, string key, int defaultValue, IPAddress address) =>
        configuration[key] is { Length: > 0 } text ? ListenEndpoint.Parse(key, text, address) : new ListenEndpoint(address, defaultValue);

    private static TimeSpan ReadTime(IConfiguration configuration, string key, TimeSpan defaultValue) =>
        configuration[key] is not { Length: > 0 } text ? defaultValue
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero && time <= MaxDrainTime ? time
        : throw new SettingException(key, $"'{text}' is no time; give 00:00:00 to {MaxDrainTime:c}");

    private static bool ReadEventContext(IConfiguration configuration) => configuration[EventContextKey]?.ToUpperInvariant() switch
    {
        null or "" or "PARENT" => false,
        "LINK" => true,
        _ => throw new SettingException(
            EventContextKey, $"'{configuration[EventContextKey]}' is neither; give Parent, and consumers continue the order's trace, or Link, and theirs links to it"),
    };

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

    // Ours answer HTTP and gRPC on two ports; others, such as flagd, on one.
    private static IReadOnlyList<Uri> ReadWebAddresses(IConfiguration configuration, ModuleDescriptor descriptor)
    {
        var key = $"Modules:{descriptor.Name}:WebAddress";
        return configuration[key] is { Length: > 0 } text ? [ReadAddress(key, text)] : ReadAddresses(configuration, descriptor);
    }

    // The public shop splits the address of flagd into two variables.
    private static string? ReadVariable(IConfiguration configuration, string variable) =>
        variable.EndsWith("_PORT", StringComparison.Ordinal) && variable.Split(':') is [var host, var port]
            ? configuration[host] is { Length: > 0 } name && configuration[port] is { Length: > 0 } number ? $"{name}:{number}" : null
            : configuration[variable];

    // The public shop writes cart:7070 where others write http://cart:7070.
    private static Uri ReadAddress(string key, string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", Host.Length: > 0, AbsolutePath: "/" }
            ? address
            : throw new SettingException(key, $"'{text}' is no address; give one like http://cart:8081");

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
            throw new SettingException(RunKey, $"names no module; give All, or some of {known}");
        }

        return [.. names.Select(name =>
            all.FirstOrDefault(descriptor => string.Equals(descriptor.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new SettingException(RunKey, $"'{name}' is no module; known are All, or some of {known}")).Distinct()];
    }

    private void RequireCallees()
    {
        foreach (var caller in Running)
        {
            foreach (var callee in CalleesOf(caller).Where(callee => !Runs(callee) && AddressesOf(callee).Count == 0))
            {
                throw new SettingException(
                    AddressKey(callee), $"is missing; {caller.Name} runs here and needs {callee.Name}, which does not. Give its address or run it here too");
            }
        }
    }

    // The door is open to everybody: those who come to it show nothing.
    private void RequireSchemes()
    {
        var scheme = Tls is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        foreach (var (descriptor, _) in RemoteModules.Where(callee => !callee.Descriptor.IsEdge))
        {
            if (AddressesOf(descriptor).Concat(WebAddressesOf(descriptor)).FirstOrDefault(address => address.Scheme != scheme) is { } other)
            {
                throw new SettingException(
                    AddressKey(descriptor), $"'{other}' is not {scheme}; with {TlsCertificateKey} modules are reached by https, without it by http");
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
