using System.Diagnostics;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Telemetry;
using Confluent.Kafka;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>The dead letters of one module and one event, in the module's database.</summary>
internal sealed class DeadLetterRepository(RunningModule module, EventContract contract, string topic, RecordDispatcher records, CallLimits limits)
{
    // With one event, letters of a topic that was renamed since are listed too.
    private readonly bool isOnlyEvent = module.Descriptor.Consumes.Count == 1;
    private readonly TimeProvider clock = module.Services.GetRequiredService<TimeProvider>();

    public async Task AddAsync(ConsumeResult<byte[], byte[]> record, Exception reason, CancellationToken cancellationToken)
    {
        var letter = new DeadLetter
        {
            Topic = record.Topic,
            Partition = record.Partition.Value,
            Offset = record.Offset.Value,
            Value = record.Message.Value is { } value && value.Length <= limits.MaxMessageBytes ? value : null,
            Extension = EventRecord.ExtensionOf(contract, record.Message.Headers),

            // A header is free text, which the database may not be able to hold.
            TraceParent = EventRecord.ContextOf(contract, record.Message.Headers).TraceParent is { } parent && ActivityContext.TryParse(parent, null, out _) ? parent : null,
            Reason = ReasonOf(reason),
            AddedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        await using var scope = module.Services.CreateAsyncScope();
        var db = Database(scope);
        if (!await db.Set<DeadLetter>().AnyAsync(HasPositionOf(letter), cancellationToken))
        {
            db.Add(letter);
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    public async Task<List<DeadLetter>> ListAsync(CancellationToken cancellationToken)
    {
        await using var scope = module.Services.CreateAsyncScope();
        return await Database(scope).Set<DeadLetter>().AsNoTracking().Where(letter => isOnlyEvent || letter.Topic == topic).OrderBy(letter => letter.AddedAt).ToListAsync(cancellationToken);
    }

    /// <summary>Replays each dead letter. A consumed one is removed; one that fails again stays.</summary>
    /// <returns>The number of removed dead letters.</returns>
    public async Task<int> ReplayAsync(CancellationToken cancellationToken)
    {
        var replayed = 0;
        foreach (var letter in await ListAsync(cancellationToken))
        {
            try
            {
                await records.DispatchAsync(letter.Value, letter.Extension, new MessageContextPropagation(letter.TraceParent, null, null), AttributesOf(letter), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                KafkaLog.NotConsumed(module.Telemetry.Logger, letter.ToString(), exception);
                continue;
            }

            await using var scope = module.Services.CreateAsyncScope();
            replayed += await Database(scope).Set<DeadLetter>().Where(HasPositionOf(letter)).ExecuteDeleteAsync(cancellationToken);
        }

        return replayed;
    }

    // The status detail of a rejection is our text; any other exception message may contain data of the record.
    private static string ReasonOf(Exception exception) =>
        exception is RpcException rpcException ? rpcException.Status.Detail : exception.GetType().FullName!;

    private static System.Linq.Expressions.Expression<Func<DeadLetter, bool>> HasPositionOf(DeadLetter one) =>
        letter => letter.Topic == one.Topic && letter.Partition == one.Partition && letter.Offset == one.Offset;

    private MessagingAttributes AttributesOf(DeadLetter letter) => MessagingAttributes.Kafka(letter.Topic, letter.Partition, letter.Offset, module.Descriptor.ServiceName);

    private DbContext Database(AsyncServiceScope scope) => (DbContext)scope.ServiceProvider.GetRequiredService(module.Services.GetServices<ModuleDatabase>().First().Context);
}
