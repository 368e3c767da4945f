using System.Globalization;
using System.Net;
using AstronomyShop.SharedKernel.Messaging.Kafka;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>The settings of a process of the shop, read and validated once before anything starts.</summary>
public sealed class ShopSettings
{
    private const string DrainTimeKey = "Shop:DrainTime";
    private const string EventContextKey = "Telemetry:EventContext";

    // A complete shutdown has ten seconds.
    private static readonly TimeSpan MaxDrainTime = TimeSpan.FromSeconds(5);

    private ShopSettings(IReadOnlyList<ModuleDescriptor> all, IConfiguration configuration)
    {
        Web = ReadPort(configuration, "Shop:Ports:Web", 8080, IPAddress.Any);
        Grpc = ReadPort(configuration, "Shop:Ports:Grpc", 8081, IPAddress.Loopback);
        Management = ReadPort(configuration, "Shop:Ports:Management", 8082, IPAddress.Loopback);
        Tls = MutualTls.Read(configuration, ShopTopology.TlsKey, "Shop:Tls:Key", "Shop:Tls:Authority");
        Rpc = RpcSettings.Read(configuration, all, Tls);
        LinksEvents = ReadEventContext(configuration);
        DrainTime = ReadTime(configuration, DrainTimeKey, TimeSpan.Zero);
        Storage = new StorageSettings(configuration);
        Kafka = KafkaSettings.Read(configuration);
        Topology = ShopTopology.Read(all, configuration, usesBroker: Kafka is not null, usesTls: Tls is not null);
    }

    /// <summary>The modules of the shop, and which of them run here.</summary>
    public ShopTopology Topology { get; }

    /// <summary>The public HTTP port.</summary>
    public ListenEndpoint Web { get; }

    /// <summary>The gRPC port.</summary>
    public ListenEndpoint Grpc { get; }

    /// <summary>The management port: health, metrics and audit.</summary>
    public ListenEndpoint Management { get; }

    /// <summary>Where modules store persistent data.</summary>
    public StorageSettings Storage { get; }

    internal RpcSettings Rpc { get; }

    // Mutual TLS between processes of the shop; null when it is not configured.
    internal MutualTls? Tls { get; }

    // When true, consumers of an event start a new trace that links to the publisher's trace, instead of continuing it.
    internal bool LinksEvents { get; }

    // The broker for events; null when events are delivered directly to their consumers.
    internal KafkaSettings? Kafka { get; }

    // How long the ports stay open at shutdown after health has reported not ready.
    internal TimeSpan DrainTime { get; }

    /// <summary>Reads and validates the settings.</summary>
    /// <param name="all">Every module of the shop.</param>
    /// <param name="configuration">The configuration of the shop.</param>
    /// <exception cref="SettingException">A setting is invalid or missing.</exception>
    public static ShopSettings Read(IReadOnlyList<ModuleDescriptor> all, IConfiguration configuration) => new(all, configuration);

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
}
