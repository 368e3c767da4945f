using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>
/// Reads the topic of an event for one module, as its consumer group. The offset of the group moves past a record only after the module has committed its
/// result or has stored the record as a dead letter, and all records before it. So a record can arrive twice, and none is skipped.
/// </summary>
internal sealed class KafkaReader(RunningModule module, EventContract contract, RecordDispatcher records, KafkaSettings settings, CallLimits limits)
{
    // The records that the client has received already are consumed concurrently, so that the module can store their results in one commit.
    private const int MaxBatch = 64;

    private static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DeadLetterPause = TimeSpan.FromSeconds(3.2);

    private readonly string topic = settings.TopicOf(contract);
    private readonly TimeProvider clock = module.Services.GetRequiredService<TimeProvider>();

    public ConsumerProgress Progress { get; } = new();

    public DeadLetterRepository DeadLetters { get; } = new(module, contract, settings.TopicOf(contract), records, limits);

    public ModuleDescriptor Module => module.Descriptor;

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
                KafkaLog.ReadingFailed(module.Telemetry.Logger, topic, exception);
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
            consumer.Subscribe(topic);
            while (true)
            {
                var batch = Handle(ReadBatch(consumer, cancellationToken), cancellationToken);
                Task.WhenAll(batch.Select(one => one.Handled)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
                foreach (var (record, handled) in batch)
                {
                    // Ends here at the first record that was cancelled: it and those behind it are read again.
                    handled.GetAwaiter().GetResult();
                    StoreOffset(consumer, record);
                }
            }
        }
        finally
        {
            // Commits the stored offsets and leaves the group, so that its partitions are reassigned at once.
            Progress.Follow(null);
            ConsumerLog.Closing(module, topic);
            consumer.Close();
        }
    }

    private IConsumer<byte[], byte[]> Build() => new ConsumerBuilder<byte[], byte[]>(settings.Consumer(Consumer))
        .SetLogHandler((_, line) => KafkaLog.ClientSaid(module.Telemetry.Logger, line.Facility, line.Message))
        .SetErrorHandler((_, error) => KafkaLog.BrokerError(module.Telemetry.Logger, error.Code))
        .Build();

    private List<ConsumeResult<byte[], byte[]>> ReadBatch(IConsumer<byte[], byte[]> consumer, CancellationToken cancellationToken)
    {
        var batch = new List<ConsumeResult<byte[], byte[]>>();
        try
        {
            batch.Add(consumer.Consume(cancellationToken));
            while (batch.Count < MaxBatch && consumer.Consume(TimeSpan.Zero) is { } record)
            {
                batch.Add(record);
            }
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            // The topic does not exist yet, or the broker is restarting: the client recovers by itself.
            ConsumerLog.ConsumeFailed(module, topic, exception.Error.Code.ToString());
            if (batch.Count == 0)
            {
                cancellationToken.WaitHandle.WaitOne(PollTimeout);
            }
        }

        return batch;
    }

    // Records with the same key are consumed in their order.
    private List<(ConsumeResult<byte[], byte[]> Record, Task Handled)> Handle(List<ConsumeResult<byte[], byte[]>> batch, CancellationToken cancellationToken)
    {
        var lastOfKey = new Dictionary<string, Task>();
        return batch.ConvertAll(record =>
        {
            var key = record.Message.Key is { } bytes ? Convert.ToHexString(bytes) : PlaceOf(record);
            var before = lastOfKey.GetValueOrDefault(key, Task.CompletedTask);
            return (record, lastOfKey[key] = Task.Run(() => HandleAsync(before, record, cancellationToken), cancellationToken));
        });
    }

    private async Task HandleAsync(Task before, ConsumeResult<byte[], byte[]> record, CancellationToken cancellationToken)
    {
        await before;
        while (!await TryConsumeAsync(record, cancellationToken))
        {
            await Task.Delay(DeadLetterPause, clock, cancellationToken);
        }
    }

    private async Task<bool> TryConsumeAsync(ConsumeResult<byte[], byte[]> record, CancellationToken cancellationToken)
    {
        try
        {
            var (headers, attributes) = (record.Message.Headers, MessagingAttributes.Kafka(record.Topic, record.Partition.Value, record.Offset.Value, Consumer));
            await records.DispatchAsync(record.Message.Value, EventRecord.ExtensionOf(contract, headers), EventRecord.ContextOf(contract, headers), attributes, cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            KafkaLog.NotConsumed(module.Telemetry.Logger, PlaceOf(record), exception);
            return await TryAddDeadLetterAsync(record, exception, cancellationToken);
        }
    }

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
