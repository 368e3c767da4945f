using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.SharedKernel.Events.Kafka;

/// <summary>Reads the topic for every module of this process that consumes placed orders, from when they run until before they end.</summary>
internal sealed class KafkaReading(RunningShop shop, ShopSettings settings) : BackgroundService
{
    private readonly List<KafkaReader> readers = settings.Kafka is { } kafka
        ? [.. shop.Running.Where(module => module.Face.Consumes.Contains(OrderPlaced.Descriptor)).Select(module => new KafkaReader(module, kafka, settings.Calls))]
        : [];

    /// <summary>What is parked here, by the consumer's service name.</summary>
    public async Task<IReadOnlyList<(string Consumer, ParkedRecord Record)>> Parked(CancellationToken cancellation)
    {
        var parked = new List<(string, ParkedRecord)>();
        foreach (var reader in readers)
        {
            parked.AddRange((await reader.Parked.List(cancellation)).Select(record => (reader.Consumer, record)));
        }

        return parked;
    }

    /// <summary>Tries every parked record again.</summary>
    /// <returns>How many are consumed now.</returns>
    public async Task<int> Replay(CancellationToken cancellation)
    {
        var consumed = 0;
        foreach (var reader in readers)
        {
            consumed += await reader.Parked.Replay(cancellation);
        }

        return consumed;
    }

    /// <summary>One account per consumer: what it has parked, and whether it has read everything.</summary>
    public async Task<IReadOnlyList<AuditAccount>> Accounts(CancellationToken cancellation)
    {
        var accounts = new List<AuditAccount>();
        foreach (var reader in readers)
        {
            var parked = await reader.Parked.List(cancellation);
            accounts.Add(new AuditAccount
            {
                IsBehind = parked.Count > 0 || reader.Progress.IsBehind(),
                Checks = [AuditCheck.None("I13", parked.Select(record => $"{reader.Consumer} has parked {record}: {record.Reason}"))],
            });
        }

        return accounts;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(readers.Select(reader => reader.Read(stoppingToken)));
}
