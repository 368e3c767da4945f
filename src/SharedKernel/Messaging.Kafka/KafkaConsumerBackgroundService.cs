using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>Reads the topic for every module of this process that consumes OrderPlaced events, while the modules run.</summary>
internal sealed class KafkaConsumerBackgroundService(RunningShop shop, RpcSettings rpc, KafkaSettings? settings) : BackgroundService
{
    private readonly List<KafkaReader> readers = settings is { } kafka
        ? [.. shop.Running.Where(module => module.Descriptor.Consumes.Contains(OrderPlaced.Descriptor)).Select(module => new KafkaReader(module, kafka, rpc.Limits))]
        : [];

    /// <summary>The dead letters of this process, with the service name of the consumer.</summary>
    public async Task<IReadOnlyList<(string Consumer, DeadLetter Record)>> ListDeadLettersAsync(CancellationToken cancellationToken)
    {
        var parked = new List<(string, DeadLetter)>();
        foreach (var reader in readers)
        {
            parked.AddRange((await reader.DeadLetters.ListAsync(cancellationToken)).Select(record => (reader.Consumer, record)));
        }

        return parked;
    }

    /// <summary>Replays every dead letter.</summary>
    /// <returns>The number of dead letters that were consumed.</returns>
    public async Task<int> ReplayAsync(CancellationToken cancellationToken)
    {
        var consumed = 0;
        foreach (var reader in readers)
        {
            consumed += await reader.DeadLetters.ReplayAsync(cancellationToken);
        }

        return consumed;
    }

    /// <summary>One snapshot per consumer: its dead letters, and whether it has read all records.</summary>
    public async Task<IReadOnlyList<AuditSnapshot>> ReadSnapshotsAsync(CancellationToken cancellationToken)
    {
        var snapshots = new List<AuditSnapshot>();
        foreach (var reader in readers)
        {
            var parked = await reader.DeadLetters.ListAsync(cancellationToken);
            snapshots.Add(new AuditSnapshot
            {
                IsBehind = parked.Count > 0 || reader.Progress.IsBehind(),
                Checks = [AuditCheck.None("I13", parked.Select(record => $"{reader.Consumer} has dead letter {record}: {record.Reason}"))],
            });
        }

        return snapshots;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(readers.Select(reader => reader.ReadAsync(stoppingToken)));
}
