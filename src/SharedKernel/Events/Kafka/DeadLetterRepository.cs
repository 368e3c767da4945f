using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Modules;
using Confluent.Kafka;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Events.Kafka;

/// <summary>One module's dead letters, in its own database.</summary>
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

    /// <summary>Tries each again. One that is consumed now goes; one that is not stays.</summary>
    /// <returns>How many went.</returns>
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

    /// <exception cref="RpcException">INVALID_ARGUMENT: it is no order, and never will be.</exception>
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

    // The text of a refusal is ours; that of any other failure may repeat what the record says.
    private static string ReasonOf(Exception exception) =>
        exception is RpcException rpcException ? rpcException.Status.Detail : exception.GetType().FullName!;

    private static System.Linq.Expressions.Expression<Func<DeadLetter, bool>> HasPositionOf(DeadLetter one) =>
        letter => letter.Topic == one.Topic && letter.Partition == one.Partition && letter.Offset == one.Offset;

    private MessagingAttributes AttributesOf(DeadLetter letter) => MessagingAttributes.Kafka(letter.Topic, letter.Partition, letter.Offset, module.Descriptor.ServiceName);

    private DbContext Database(AsyncServiceScope scope) => (DbContext)scope.ServiceProvider.GetRequiredService(module.Databases[0].Context);
}
