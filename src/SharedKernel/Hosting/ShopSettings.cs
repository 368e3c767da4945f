using System.Globalization;
using AstronomyShop.SharedKernel.Messaging.Kafka;
using AstronomyShop.SharedKernel.Messaging.RabbitMq;
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
        Web = ListenEndpoint.Read(configuration, "Shop:Ports:Web", ListenEndpoint.DefaultWeb);
        Grpc = ListenEndpoint.Read(configuration, "Shop:Ports:Grpc", ListenEndpoint.DefaultGrpc);
        Management = ListenEndpoint.Read(configuration, "Shop:Ports:Management", ListenEndpoint.DefaultManagement);
        Tls = MutualTls.Read(configuration, ShopTopology.TlsKey, "Shop:Tls:Key", "Shop:Tls:Authority");
        Rpc = RpcSettings.Read(configuration, all, Tls);
        LinksEvents = ReadEventContext(configuration);
        DrainTime = ReadTime(configuration, DrainTimeKey, TimeSpan.Zero);
        Storage = new StorageSettings(configuration);
        Kafka = KafkaSettings.Read(configuration);
        RabbitMq = RabbitMqSettings.Read(configuration);
        RequireSingleBroker();
        Topology = ShopTopology.Read(all, configuration, usesBroker: HasBroker, usesTls: Tls is not null);
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

    internal KafkaSettings? Kafka { get; }

    internal RabbitMqSettings? RabbitMq { get; }

    // Whether events go through a broker; otherwise they are delivered directly to their consumers.
    internal bool HasBroker => Kafka is not null || RabbitMq is not null;

    // How long the ports stay open at shutdown after health has reported not ready.
    internal TimeSpan DrainTime { get; }

    /// <summary>Reads and validates the settings.</summary>
    /// <param name="all">Every module of the shop.</param>
    /// <param name="configuration">The configuration of the shop.</param>
    /// <exception cref="SettingException">A setting is invalid or missing.</exception>
    public static ShopSettings Read(IReadOnlyList<ModuleDescriptor> all, IConfiguration configuration) => new(all, configuration);

    private void RequireSingleBroker()
    {
        if (Kafka is not null && RabbitMq is not null)
        {
            throw new SettingException("ConnectionStrings:RabbitMq", "is set beside ConnectionStrings:Kafka; events take one of the two, so remove the other");
        }
    }

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
