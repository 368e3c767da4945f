using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using AstronomyShop.Contracts.Flagd.Sync;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Messaging.Kafka;
using AstronomyShop.SharedKernel.Messaging.RabbitMq;
using AstronomyShop.SharedKernel.Persistence;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>The settings of the shop, read and validated once before anything starts.</summary>
internal sealed class ShopSettings
{
    private const string RunKey = "Shop:Run";
    private const string CallsKey = "Shop:Calls";
    private const string DrainTimeKey = "Shop:DrainTime";
    private const string EventContextKey = "Telemetry:EventContext";
    private const string TlsCertificateKey = "Shop:Tls:Certificate";

    // A complete shutdown has ten seconds.
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
        RabbitMq = RabbitMqSettings.Read(configuration);
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

    /// <summary>Mutual TLS between processes of the shop; null when it is not configured.</summary>
    public MutualTls? Tls { get; }

    /// <summary>Every module of the shop, in this process or in another.</summary>
    public IReadOnlyList<ModuleDescriptor> All => all;

    /// <summary>When true, consumers of an event start a new trace that links to the publisher's trace, instead of continuing it.</summary>
    public bool LinksEvents { get; }

    /// <summary>The Kafka broker for events, if one is configured.</summary>
    public KafkaSettings? Kafka { get; }

    /// <summary>The RabbitMQ broker for events, if one is configured.</summary>
    public RabbitMqSettings? RabbitMq { get; }

    /// <summary>Whether events go through a broker; otherwise they are delivered directly to their consumers.</summary>
    public bool HasBroker => Kafka is not null || RabbitMq is not null;

    /// <summary>How long the ports stay open at shutdown after health has reported not ready.</summary>
    public TimeSpan DrainTime { get; }

    /// <exception cref="SettingException">A setting is invalid or missing.</exception>
    public static ShopSettings Read(IReadOnlyList<ModuleDescriptor> all, IConfiguration configuration)
    {
        var settings = new ShopSettings(all, configuration);
        settings.RequireSingleBroker();
        settings.RequireCallees();
        settings.RequireSingleEdge();
        settings.RequireSchemes();
        return settings;
    }

    /// <summary>The modules that this process calls in other processes, with their addresses.</summary>
    public IEnumerable<(ModuleDescriptor Descriptor, IReadOnlyList<Uri> Addresses)> RemoteModules =>
        Running.SelectMany(CalleesOf).Append(FlagService).OfType<ModuleDescriptor>().Distinct()
            .Where(descriptor => !Runs(descriptor) && AddressesOf(descriptor).Count > 0)
            .Select(descriptor => (descriptor, AddressesOf(descriptor)));

    /// <summary>Whether this process runs the whole shop.</summary>
    public bool RunsAll => Running.Count == all.Count;

    public bool Runs(ModuleDescriptor descriptor) => Running.Contains(descriptor);

    public ModuleDescriptor Module(string name) => all.First(descriptor => descriptor.Name == name);

    public ModuleDescriptor ModuleServing(ServiceDescriptor service) =>
        all.FirstOrDefault(descriptor => descriptor.Serves.Contains(service))
        ?? throw new InvalidOperationException($"No module serves {service.FullName}");

    /// <summary>The edge module of the shop, in this process or in another.</summary>
    public ModuleDescriptor Edge => all.FirstOrDefault(descriptor => descriptor.IsEdge) ?? throw new InvalidOperationException("The shop has no edge module");

    /// <summary>The module that serves the feature flags, if the shop has one.</summary>
    public ModuleDescriptor? FlagService => all.FirstOrDefault(descriptor => descriptor.Serves.Contains(FlagSyncService.Descriptor));

    public IEnumerable<ModuleDescriptor> ConsumersOf(MessageDescriptor type) => all.Where(descriptor => descriptor.Consumes.Contains(type));

    /// <summary>How many calls to a module may run concurrently, and how many may wait.</summary>
    public ConcurrencyLimiterOptions LimiterOptionsFor(ModuleDescriptor callee) => new() { PermitLimit = callsTo[callee.Name].AtOnce, QueueLimit = callsTo[callee.Name].Waiting };

    /// <summary>The gRPC addresses of a module that does not run in this process; empty when none are configured.</summary>
    public IReadOnlyList<Uri> AddressesOf(ModuleDescriptor descriptor) => addresses[descriptor.Name];

    /// <summary>The HTTP addresses of a module that does not run in this process; empty when none are configured.</summary>
    public IReadOnlyList<Uri> WebAddressesOf(ModuleDescriptor descriptor) => webAddresses[descriptor.Name];

    /// <summary>All modules that a module reaches by RPC, HTTP request or event.</summary>
    public IEnumerable<ModuleDescriptor> CalleesOf(ModuleDescriptor caller) => caller.Calls.Select(ModuleServing)
        .Concat(caller.ForwardsTo.Select(Module))
        .Concat(caller.CallsEdge ? [Edge] : [])
        .Concat(!HasBroker ? caller.Publishes.SelectMany(ConsumersOf) : []);

    /// <summary>Whether an address of the module is configured.</summary>
    public static bool IsRemote(IConfiguration configuration, ModuleDescriptor descriptor) => ReadAddresses(configuration, descriptor).Count > 0;

    private static ListenEndpoint ReadPort(IConfiguration configuration, string key, int defaultValue, IPAddress address) =>
        configuration[key] is { Length: > 0 } text ? ListenEndpoint.Parse(key, text, address) : new ListenEndpoint(address, defaultValue);

    private static TimeSpan ReadTime(IConfiguration configuration, string key, TimeSpan defaultValue) =>
        configuration[key] is not { Length: > 0 } text ? defaultValue
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero && time <= MaxDrainTime ? time
        : throw new SettingException(key, $"'{text}' is not a valid duration; use 00:00:00 to {MaxDrainTime:c}");

    private static bool ReadEventContext(IConfiguration configuration) => configuration[EventContextKey]?.ToUpperInvariant() switch
    {
        null or "" or "PARENT" => false,
        "LINK" => true,
        _ => throw new SettingException(
            EventContextKey, $"'{configuration[EventContextKey]}' is not valid; use Parent to continue the order's trace in consumers, or Link to start a linked trace"),
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

    private void RequireSingleBroker()
    {
        if (Kafka is not null && RabbitMq is not null)
        {
            throw new SettingException("ConnectionStrings:RabbitMq", "is set beside ConnectionStrings:Kafka; events take one of the two, so remove the other");
        }
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
    private void RequireSchemes()
    {
        var scheme = Tls is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        foreach (var (descriptor, _) in RemoteModules.Where(callee => !callee.Descriptor.IsEdge))
        {
            if (AddressesOf(descriptor).Concat(WebAddressesOf(descriptor)).FirstOrDefault(address => address.Scheme != scheme) is { } other)
            {
                throw new SettingException(
                    AddressKey(descriptor), $"'{other}' is not {scheme}; with {TlsCertificateKey} module addresses use https, without it http");
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
