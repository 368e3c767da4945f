using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Confluent.Kafka;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>
/// Reads the topic for one module, as its consumer group. The offset of the group moves past a record only after the module has committed its
/// result or has stored the record as a dead letter. So a record can arrive twice, and none is skipped.
/// </summary>
internal sealed class KafkaReader(RunningModule module, KafkaSettings settings, CallLimits limits)
{
    private const int MaxFailures = 6;
    private static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(1);

    private readonly TimeProvider clock = module.Services.GetRequiredService<TimeProvider>();

    public ConsumerProgress Progress { get; } = new();

    public DeadLetterRepository DeadLetters { get; } = new(module, limits);

    public string Consumer => module.Descriptor.ServiceName;

    /// <summary>Kafka's client blocks the reading thread, so reading runs on a dedicated thread.</summary>
    public Task ReadAsync(CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => RunUntilStopped(cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void RunUntilStopped(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                ConsumeAsGroupMember(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                KafkaLog.ReadingFailed(module.Telemetry.Logger, settings.Topic, exception);
                cancellationToken.WaitHandle.WaitOne(PollTimeout);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void ConsumeAsGroupMember(CancellationToken cancellationToken)
    {
        ConsumerLog.Connecting(module, settings.Brokers);
        using var consumer = Build();
        Progress.Follow(consumer);
        try
        {
            consumer.Subscribe(settings.Topic);
            while (true)
            {
                if (Next(consumer, cancellationToken) is { } record)
                {
                    HandleAsync(record, cancellationToken).GetAwaiter().GetResult();
                    StoreOffset(consumer, record);
                }
            }
        }
        finally
        {
            // Commits the stored offsets and leaves the group, so that its partitions are reassigned at once.
            Progress.Follow(null);
            ConsumerLog.Closing(module, settings.Topic);
            consumer.Close();
        }
    }

    private IConsumer<byte[], byte[]> Build() => new ConsumerBuilder<byte[], byte[]>(settings.Consumer(Consumer))
        .SetLogHandler((_, line) => KafkaLog.ClientSaid(module.Telemetry.Logger, line.Facility, line.Message))
        .SetErrorHandler((_, error) => KafkaLog.BrokerError(module.Telemetry.Logger, error.Code))
        .Build();

    private ConsumeResult<byte[], byte[]>? Next(IConsumer<byte[], byte[]> consumer, CancellationToken cancellationToken)
    {
        try
        {
            return consumer.Consume(cancellationToken);
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            // The topic does not exist yet, or the broker is restarting: the client recovers by itself.
            ConsumerLog.ConsumeFailed(module, exception.Error.Code.ToString());
            cancellationToken.WaitHandle.WaitOne(PollTimeout);
            return null;
        }
    }

    private async Task HandleAsync(ConsumeResult<byte[], byte[]> record, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var placed = DeadLetters.Read(record.Message.Value, OrderRecord.ExtensionOf(record.Message.Headers));
                var attributes = MessagingAttributes.Kafka(record.Topic, record.Partition.Value, record.Offset.Value, Consumer);
                await EventDispatcher.DispatchAsync(module, placed, OrderRecord.ContextOf(record.Message.Headers), attributes, cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                KafkaLog.NotConsumed(module.Telemetry.Logger, PlaceOf(record), failures, exception);
                if ((IsPermanent(exception) || failures >= MaxFailures) && await TryAddDeadLetterAsync(record, exception, cancellationToken))
                {
                    return;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50 * Math.Pow(2, Math.Min(failures, 6))), clock, cancellationToken);
        }
    }

    // A rejection is permanent. Any other failure may be temporary.
    private static bool IsPermanent(Exception exception) => exception is RpcException { StatusCode: StatusCode.InvalidArgument };

    // If the database is the cause, storing the dead letter fails too, and the record is retried until the database is back.
    private async Task<bool> TryAddDeadLetterAsync(ConsumeResult<byte[], byte[]> record, Exception reason, CancellationToken cancellationToken)
    {
        try
        {
            await DeadLetters.AddAsync(record, reason, cancellationToken);
            KafkaLog.DeadLettered(module.Telemetry.Logger, PlaceOf(record), reason.GetType().Name);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            KafkaLog.DeadLetterFailed(module.Telemetry.Logger, PlaceOf(record), exception);
            return false;
        }
    }

    private void StoreOffset(IConsumer<byte[], byte[]> consumer, ConsumeResult<byte[], byte[]> record)
    {
        try
        {
            consumer.StoreOffset(record);
            Progress.Done(record.TopicPartitionOffset);
        }
        catch (KafkaException exception) when (exception.Error.Code == ErrorCode.Local_State)
        {
            // The partition was assigned to another member meanwhile, which receives the record again and detects the duplicate.
        }
    }

    private static string PlaceOf(ConsumeResult<byte[], byte[]> record) => $"{record.Topic}[{record.Partition.Value}]@{record.Offset.Value}";
}
