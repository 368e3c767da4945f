using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Telemetry;
using Confluent.Kafka;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>The dead letters of one module, in its database.</summary>
internal sealed class DeadLetterRepository(RunningModule module, CallLimits limits)
{
    private readonly TimeProvider clock = module.Services.GetRequiredService<TimeProvider>();

    public async Task AddAsync(ConsumeResult<byte[], byte[]> record, Exception reason, CancellationToken cancellationToken)
    {
        var letter = new DeadLetter
        {
            Topic = record.Topic,
            Partition = record.Partition.Value,
            Offset = record.Offset.Value,
            Value = record.Message.Value is { } value && value.Length <= limits.MaxMessageBytes ? value : null,
            Extension = OrderRecord.ExtensionOf(record.Message.Headers),
            TraceParent = OrderRecord.ContextOf(record.Message.Headers).TraceParent,
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
        return await Database(scope).Set<DeadLetter>().AsNoTracking().OrderBy(letter => letter.AddedAt).ToListAsync(cancellationToken);
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
                var placed = Read(letter.Value, letter.Extension);
                await EventDispatcher.DispatchAsync(module, placed, new MessageContextPropagation(letter.TraceParent, null, null), AttributesOf(letter), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                KafkaLog.NotConsumed(module.Telemetry.Logger, letter.ToString(), 1, exception);
                continue;
            }

            await using var scope = module.Services.CreateAsyncScope();
            replayed += await Database(scope).Set<DeadLetter>().Where(HasPositionOf(letter)).ExecuteDeleteAsync(cancellationToken);
        }

        return replayed;
    }

    /// <exception cref="RpcException">INVALID_ARGUMENT: the value is not an order; a retry cannot succeed.</exception>
    public OrderPlaced Read(byte[]? value, byte[]? extension)
    {
        if (value is null || value.Length > limits.MaxMessageBytes)
        {
            var problem = value is null ? "is missing" : $"is larger than {limits.MaxMessageBytes} bytes";
            ConsumerLog.ParsingFailed(module, $"value {problem}");
            throw RpcErrors.InvalidArgument("value", problem);
        }

        return UnparsableMessageException.Parse(module, "value", OrderResult.Descriptor, () => OrderRecord.Read(value, extension));
    }

    // The status detail of a rejection is our text; any other exception message may contain data of the record.
    private static string ReasonOf(Exception exception) =>
        exception is RpcException rpcException ? rpcException.Status.Detail : exception.GetType().FullName!;

    private static System.Linq.Expressions.Expression<Func<DeadLetter, bool>> HasPositionOf(DeadLetter one) =>
        letter => letter.Topic == one.Topic && letter.Partition == one.Partition && letter.Offset == one.Offset;

    private MessagingAttributes AttributesOf(DeadLetter letter) => MessagingAttributes.Kafka(letter.Topic, letter.Partition, letter.Offset, module.Descriptor.ServiceName);

    private DbContext Database(AsyncServiceScope scope) => (DbContext)scope.ServiceProvider.GetRequiredService(module.Services.GetServices<ModuleDatabase>().First().Context);
}
