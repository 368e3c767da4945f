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

    private readonly IReadOnlyList<ModuleFace> all;
    private readonly Dictionary<string, IReadOnlyList<Uri>> addresses;
    private readonly Dictionary<string, IReadOnlyList<Uri>> webAddresses;
    private readonly Dictionary<string, CallLimits> callsTo;

    private ShopSettings(IReadOnlyList<ModuleFace> all, IConfiguration configuration)
    {
        this.all = all;
        Running = ReadRun(configuration[RunKey] ?? "All");
        Web = ReadPort(configuration, "Shop:Ports:Web", 8080, IPAddress.Any);
        Grpc = ReadPort(configuration, "Shop:Ports:Grpc", 8081, IPAddress.Loopback);
        Management = ReadPort(configuration, "Shop:Ports:Management", 8082, IPAddress.Loopback);
        Calls = CallLimits.Read(configuration, CallsKey);
        callsTo = all.ToDictionary(face => face.Name, face => CallLimits.Read(configuration, CallsKey, $"Modules:{face.Name}:Calls"));
        LinksEvents = ReadEventContext(configuration);
        DrainTime = ReadTime(configuration, DrainTimeKey, TimeSpan.Zero);
        Storage = new StorageSettings(configuration);
        Kafka = KafkaSettings.Read(configuration);
        Tls = MutualTls.Read(configuration, TlsCertificateKey, "Shop:Tls:Key", "Shop:Tls:Authority");
        addresses = all.Where(face => !Runs(face)).ToDictionary(face => face.Name, face => ReadAddresses(configuration, face));
        webAddresses = all.Where(face => !Runs(face)).ToDictionary(face => face.Name, face => ReadWebAddresses(configuration, face));
    }

    /// <summary>The modules of this process.</summary>
    public IReadOnlyList<ModuleFace> Running { get; }

    public ListenAddress Web { get; }

    public ListenAddress Grpc { get; }

    public ListenAddress Management { get; }

    public CallLimits Calls { get; }

    public StorageSettings Storage { get; }

    /// <summary>How processes of the shop know each other; null where they do not ask.</summary>
    public MutualTls? Tls { get; }

    /// <summary>Every module of the shop, wherever it runs.</summary>
    public IReadOnlyList<ModuleFace> All => all;

    /// <summary>What consumes an event begins a trace of its own that links to the event's, instead of continuing it.</summary>
    public bool LinksEvents { get; }

    /// <summary>The broker that carries events; null where they go straight to their consumers.</summary>
    public KafkaSettings? Kafka { get; }

    /// <summary>How long the ports still answer at shutdown after health has said not ready.</summary>
    public TimeSpan DrainTime { get; }

    /// <exception cref="SettingException">A setting is wrong or missing.</exception>
    public static ShopSettings Read(IReadOnlyList<ModuleFace> all, IConfiguration configuration)
    {
        var settings = new ShopSettings(all, configuration);
        settings.RequireNeighbours();
        settings.RequireOneDoor();
        settings.RequireSchemes();
        return settings;
    }

    /// <summary>The modules that this process reaches elsewhere.</summary>
    public IEnumerable<(ModuleFace Face, IReadOnlyList<Uri> Addresses)> Elsewhere =>
        Running.SelectMany(NeighboursOf).Append(FlagKeeper).OfType<ModuleFace>().Distinct()
            .Where(face => !Runs(face) && AddressesOf(face).Count > 0)
            .Select(face => (face, AddressesOf(face)));

    /// <summary>The whole shop is in this process.</summary>
    public bool RunsAll => Running.Count == all.Count;

    public bool Runs(ModuleFace face) => Running.Contains(face);

    public ModuleFace Module(string name) => all.First(face => face.Name == name);

    public ModuleFace ModuleServing(ServiceDescriptor service) =>
        all.FirstOrDefault(face => face.Serves.Contains(service))
        ?? throw new InvalidOperationException($"No module serves {service.FullName}");

    /// <summary>The module that is the shop's public door, in whichever process.</summary>
    public ModuleFace Door => all.FirstOrDefault(face => face.IsEdge) ?? throw new InvalidOperationException("This shop has no public door");

    /// <summary>The module that keeps the feature flags, if the shop has one.</summary>
    public ModuleFace? FlagKeeper => all.FirstOrDefault(face => face.Serves.Contains(FlagSyncService.Descriptor));

    public IEnumerable<ModuleFace> ConsumersOf(MessageDescriptor type) => all.Where(face => face.Consumes.Contains(type));

    /// <summary>How many calls to a module may run at once, and how many wait.</summary>
    public ConcurrencyLimiterOptions RoomOf(ModuleFace callee) => new() { PermitLimit = callsTo[callee.Name].AtOnce, QueueLimit = callsTo[callee.Name].Waiting };

    /// <summary>Where a module that does not run here is; empty when nobody said.</summary>
    public IReadOnlyList<Uri> AddressesOf(ModuleFace face) => addresses[face.Name];

    /// <summary>Where its HTTP is, if it does not run here; empty when nobody said.</summary>
    public IReadOnlyList<Uri> WebAddressesOf(ModuleFace face) => webAddresses[face.Name];

    /// <summary>All that a module reaches, by call, request or event.</summary>
    public IEnumerable<ModuleFace> NeighboursOf(ModuleFace caller) => caller.Calls.Select(ModuleServing)
        .Concat(caller.ForwardsTo.Select(Module))
        .Concat(caller.AsksDoor ? [Door] : [])
        .Concat(Kafka is null ? caller.Publishes.SelectMany(ConsumersOf) : []);

    /// <summary>Somebody said where the module is.</summary>
    public static bool IsElsewhere(IConfiguration configuration, ModuleFace face) => ReadAddresses(configuration, face).Count > 0;

    private static ListenAddress ReadPort(IConfiguration configuration, string key, int byDefault, IPAddress address) =>
        configuration[key] is { Length: > 0 } text ? ListenAddress.Parse(key, text, address) : new ListenAddress(address, byDefault);

    private static TimeSpan ReadTime(IConfiguration configuration, string key, TimeSpan byDefault) =>
        configuration[key] is not { Length: > 0 } text ? byDefault
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero && time <= MaxDrainTime ? time
        : throw new SettingException(key, $"'{text}' is no time; give 00:00:00 to {MaxDrainTime:c}");

    private static bool ReadEventContext(IConfiguration configuration) => configuration[EventContextKey]?.ToUpperInvariant() switch
    {
        null or "" or "PARENT" => false,
        "LINK" => true,
        _ => throw new SettingException(
            EventContextKey, $"'{configuration[EventContextKey]}' is neither; give Parent, and consumers continue the order's trace, or Link, and theirs links to it"),
    };

    private static IReadOnlyList<Uri> ReadAddresses(IConfiguration configuration, ModuleFace face)
    {
        var key = AddressKey(face);
        foreach (var variable in (string[])[key, .. face.AddressVariables])
        {
            if (ReadVariable(configuration, variable) is { Length: > 0 } text)
            {
                return [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(one => ReadAddress(variable, one))];
            }
        }

        return [];
    }

    // Ours answer HTTP and gRPC on two ports; others, such as flagd, on one.
    private static IReadOnlyList<Uri> ReadWebAddresses(IConfiguration configuration, ModuleFace face)
    {
        var key = $"Modules:{face.Name}:WebAddress";
        return configuration[key] is { Length: > 0 } text ? [ReadAddress(key, text)] : ReadAddresses(configuration, face);
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

    private static string AddressKey(ModuleFace face) => $"Modules:{face.Name}:Address";

    private List<ModuleFace> ReadRun(string run)
    {
        var names = run.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names is ["All" or "all"])
        {
            return [.. all];
        }

        var known = string.Join(", ", all.Select(face => face.Name));
        if (names.Length == 0)
        {
            throw new SettingException(RunKey, $"names no module; give All, or some of {known}");
        }

        return [.. names.Select(name =>
            all.FirstOrDefault(face => string.Equals(face.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new SettingException(RunKey, $"'{name}' is no module; known are All, or some of {known}")).Distinct()];
    }

    private void RequireNeighbours()
    {
        foreach (var caller in Running)
        {
            foreach (var callee in NeighboursOf(caller).Where(callee => !Runs(callee) && AddressesOf(callee).Count == 0))
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
        foreach (var (face, _) in Elsewhere.Where(callee => !callee.Face.IsEdge))
        {
            if (AddressesOf(face).Concat(WebAddressesOf(face)).FirstOrDefault(address => address.Scheme != scheme) is { } other)
            {
                throw new SettingException(
                    AddressKey(face), $"'{other}' is not {scheme}; with {TlsCertificateKey} modules are reached by https, without it by http");
            }
        }
    }

    private void RequireOneDoor()
    {
        var doors = Running.Where(face => face.ServesHttp).ToList();
        if (doors.Count > 1 && !doors.Exists(face => face.IsEdge))
        {
            throw new SettingException(
                "Shop:Ports:Web", $"is claimed by {string.Join(" and ", doors.Select(face => face.Name))}; run one of them, or the Edge with them");
        }
    }
}
