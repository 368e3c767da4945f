using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Rpc;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>Reads the topics for every module of this process that consumes events, while the modules run.</summary>
internal sealed class KafkaConsumerBackgroundService(RunningShop shop, RpcSettings rpc, KafkaSettings? settings, IServiceProvider host) : BackgroundService, IProcessAuditSource
{
    private readonly List<KafkaReader> readers = settings is { } kafka
        ? [.. shop.Running.SelectMany(module => module.Descriptor.Consumes, (module, type) => CreateReader(module, EventContract.Of(type), kafka, rpc.Limits, host))]
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

    /// <summary>What the readers of a module add to its snapshot: its dead letters, and whether it has read all records.</summary>
    public async Task<AuditSnapshot> ReadSnapshotAsync(ModuleDescriptor consumer, CancellationToken cancellationToken)
    {
        var snapshot = new AuditSnapshot();
        foreach (var reader in readers.Where(reader => reader.Module == consumer))
        {
            var parked = await reader.DeadLetters.ListAsync(cancellationToken);
            snapshot.IsBehind |= parked.Count > 0 || reader.Progress.IsBehind();
            snapshot.Checks.Add(AuditChecks.None("I13", parked.Select(record => $"{reader.Consumer} has dead letter {record}: {record.Reason}")));
        }

        return snapshot;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(readers.Select(reader => reader.ReadAsync(stoppingToken)));

    private static KafkaReader CreateReader(RunningModule module, EventContract contract, KafkaSettings settings, CallLimits limits, IServiceProvider host) =>
        new(module, contract, new RecordDispatcher(module, contract, new EndpointDispatcher(module, contract, host), limits), settings, limits);
}
