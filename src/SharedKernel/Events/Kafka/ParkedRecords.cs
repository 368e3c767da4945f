using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Modules;
using Confluent.Kafka;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Events.Kafka;

/// <summary>One module's parked records, in its own database.</summary>
internal sealed class ParkedRecords(RunningModule module, CallLimits limits)
{
    private readonly TimeProvider clock = module.Services.GetRequiredService<TimeProvider>();

    public async Task Park(ConsumeResult<byte[], byte[]> record, Exception reason, CancellationToken cancellation)
    {
        var parked = new ParkedRecord
        {
            Topic = record.Topic,
            Partition = record.Partition.Value,
            Offset = record.Offset.Value,
            Value = record.Message.Value is { } value && value.Length <= limits.MaxMessageBytes ? value : null,
            Besides = OrderRecord.BesidesOf(record.Message.Headers),
            TraceParent = OrderRecord.CauseOf(record.Message.Headers).TraceParent,
            Reason = ReasonOf(reason),
            ParkedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        await using var scope = module.Services.CreateAsyncScope();
        var db = Database(scope);
        if (!await db.Set<ParkedRecord>().AnyAsync(Same(parked), cancellation))
        {
            db.Add(parked);
            await db.SaveChangesAsync(cancellation);
        }
    }

    public async Task<List<ParkedRecord>> List(CancellationToken cancellation)
    {
        await using var scope = module.Services.CreateAsyncScope();
        return await Database(scope).Set<ParkedRecord>().AsNoTracking().OrderBy(parked => parked.ParkedAt).ToListAsync(cancellation);
    }

    /// <summary>Tries each again. One that is consumed now goes; one that is not stays.</summary>
    /// <returns>How many went.</returns>
    public async Task<int> Replay(CancellationToken cancellation)
    {
        var gone = 0;
        foreach (var parked in await List(cancellation))
        {
            try
            {
                var placed = Read(parked.Value, parked.Besides);
                await ConsumedEvents.Consume(module, placed, new EventCause(parked.TraceParent, null, null), CarrierOf(parked), cancellation);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                KafkaLog.NotConsumed(module.Telemetry.Log, parked.ToString(), 1, failure);
                continue;
            }

            await using var scope = module.Services.CreateAsyncScope();
            gone += await Database(scope).Set<ParkedRecord>().Where(Same(parked)).ExecuteDeleteAsync(cancellation);
        }

        return gone;
    }

    /// <exception cref="RpcException">INVALID_ARGUMENT: it is no order, and never will be.</exception>
    public OrderPlaced Read(byte[]? value, byte[]? besides)
    {
        if (value is null || value.Length > limits.MaxMessageBytes)
        {
            var problem = value is null ? "is missing" : $"is larger than {limits.MaxMessageBytes} bytes";
            ConsumerLog.ParsingFailed(module, $"value {problem}");
            throw Refusal.Invalid("value", problem);
        }

        return UnreadableEvent.Read(module, "value", OrderResult.Descriptor, () => OrderRecord.Read(value, besides));
    }

    // The text of a refusal is ours; that of any other failure may repeat what the record says.
    private static string ReasonOf(Exception failure) =>
        failure is RpcException refusal ? refusal.Status.Detail : failure.GetType().FullName!;

    private static System.Linq.Expressions.Expression<Func<ParkedRecord, bool>> Same(ParkedRecord one) =>
        parked => parked.Topic == one.Topic && parked.Partition == one.Partition && parked.Offset == one.Offset;

    private Carrier CarrierOf(ParkedRecord parked) => Carrier.Kafka(parked.Topic, parked.Partition, parked.Offset, module.Face.ServiceName);

    private DbContext Database(AsyncServiceScope scope) => (DbContext)scope.ServiceProvider.GetRequiredService(module.Databases[0].Context);
}
