using System.Text.RegularExpressions;
using AstronomyShop.SharedKernel.Modularity;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>The settings of the Kafka broker, if one is configured.</summary>
public sealed partial class KafkaSettings
{
    private const string TopicKey = "KAFKA_TOPIC";
    private const string Servers = "bootstrap.servers";

    private readonly Dictionary<string, string> properties;

    private KafkaSettings(Dictionary<string, string> properties, string topic)
    {
        this.properties = properties;
        Topic = topic;
    }

    internal string Topic { get; }

    // The bootstrap servers, without secrets.
    internal string Brokers => properties[Servers];

    /// <summary>Reads the settings; null when no broker is configured.</summary>
    /// <exception cref="SettingException">A setting is invalid.</exception>
    public static KafkaSettings? Read(IConfiguration configuration)
    {
        if (ServerSetting.Read(configuration, "Kafka", "KAFKA_ADDR") is not { } setting)
        {
            return null;
        }

        var topic = configuration[TopicKey] is { Length: > 0 } named ? named : "orders";
        if (!TopicName().IsMatch(topic))
        {
            throw new SettingException(TopicKey, $"'{topic}' is not a valid topic name; use letters, digits, '.', '_' and '-', at most 249 characters");
        }

        var settings = new KafkaSettings(ReadProperties(setting), topic);
        settings.Try(setting);
        return settings;
    }

    // A message is done when all in-sync replicas have it; a repeated attempt does not duplicate it.
    internal ProducerConfig Producer => new(new Dictionary<string, string>(properties))
    {
        Acks = Acks.All,
        EnableIdempotence = true,
        MessageTimeoutMs = 10_000,
        LingerMs = 1,
        TopicMetadataRefreshIntervalMs = 10_000,
    };

    // An offset is stored after the consumer has committed; stored offsets are committed periodically.
    internal ConsumerConfig Consumer(string group) => new(new Dictionary<string, string>(properties))
    {
        GroupId = group,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoOffsetStore = false,
        EnableAutoCommit = true,
        AutoCommitIntervalMs = 500,
        AllowAutoCreateTopics = true,
        TopicMetadataRefreshIntervalMs = 10_000,
    };

    // Either a list of servers, or librdkafka properties: "bootstrap.servers=a:9092,b:9092;security.protocol=ssl".
    private static Dictionary<string, string> ReadProperties(ServerSetting setting)
    {
        var parts = setting.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var properties = parts is [var bare] && !bare.Contains('=')
            ? new Dictionary<string, string> { [Servers] = bare }
            : parts.Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
                .ToDictionary(pair => pair[0], pair => pair is [_, { Length: > 0 } value] ? value : throw InvalidSetting(setting));
        return properties.TryGetValue(Servers, out var servers) && servers.Split(',').All(server => Server().IsMatch(server.Trim()))
            ? properties
            : throw InvalidSetting(setting);
    }

    private static SettingException InvalidSetting(ServerSetting setting) => setting.ToException("contains no broker; use a value like localhost:9092");

    // librdkafka validates its properties; do it at startup, not when the first order is placed.
    private void Try(ServerSetting setting)
    {
        if (properties.Count == 1)
        {
            return;
        }

        try
        {
            new ProducerBuilder<Null, Null>(Producer).SetLogHandler((_, _) => { }).Build().Dispose();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw setting.ToException("contains a property that librdkafka rejects; use for example bootstrap.servers=localhost:9092;security.protocol=ssl");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,249}$")]
    private static partial Regex TopicName();

    [GeneratedRegex(@"^(\w+://)?(\[[0-9A-Fa-f:]+\]|[\w.-]+):\d{1,5}$")]
    private static partial Regex Server();
}
