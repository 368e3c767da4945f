using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Modules;
using Confluent.Kafka;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Events.Kafka;

/// <summary>
/// Reads the topic for one module, as its group. A record is done when the module has committed what it makes of it, or has parked it;
/// only then does the group's offset move on. So a record can come twice, and none is passed over.
/// </summary>
internal sealed class KafkaReader(RunningModule module, KafkaSettings settings, CallLimits limits)
{
    private const int MostFailures = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TimeProvider clock = module.Services.GetRequiredService<TimeProvider>();

    public ReadingProgress Progress { get; } = new();

    public ParkedRecords Parked { get; } = new(module, limits);

    public string Consumer => module.Face.ServiceName;

    /// <summary>Kafka's client blocks the thread that reads, so reading has one of its own.</summary>
    public Task Read(CancellationToken stopping) =>
        Task.Factory.StartNew(() => KeepReading(stopping), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void KeepReading(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                ReadAsMember(stopping);
            }
            catch (Exception stumbled) when (!stopping.IsCancellationRequested)
            {
                KafkaLog.ReadingStumbled(module.Telemetry.Log, settings.Topic, stumbled);
                stopping.WaitHandle.WaitOne(Patience);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void ReadAsMember(CancellationToken stopping)
    {
        ConsumerLog.Connecting(module, settings.Brokers);
        using var consumer = Build();
        Progress.Follow(consumer);
        try
        {
            consumer.Subscribe(settings.Topic);
            while (true)
            {
                if (Next(consumer, stopping) is { } record)
                {
                    Take(record, stopping).GetAwaiter().GetResult();
                    MoveOn(consumer, record);
                }
            }
        }
        finally
        {
            // Commits what was stored and leaves the group, so that others need not wait for this one.
            Progress.Follow(null);
            ConsumerLog.Closing(module, settings.Topic);
            consumer.Close();
        }
    }

    private IConsumer<byte[], byte[]> Build() => new ConsumerBuilder<byte[], byte[]>(settings.Consumer(Consumer))
        .SetLogHandler((_, line) => KafkaLog.ClientSaid(module.Telemetry.Log, line.Facility, line.Message))
        .SetErrorHandler((_, error) => KafkaLog.BrokerTrouble(module.Telemetry.Log, error.Code))
        .Build();

    private ConsumeResult<byte[], byte[]>? Next(IConsumer<byte[], byte[]> consumer, CancellationToken stopping)
    {
        try
        {
            return consumer.Consume(stopping);
        }
        catch (ConsumeException trouble) when (!trouble.Error.IsFatal)
        {
            // No topic yet, a broker that moves: the client goes on by itself.
            ConsumerLog.ConsumeFailed(module, trouble.Error.Code.ToString());
            stopping.WaitHandle.WaitOne(Patience);
            return null;
        }
    }

    private async Task Take(ConsumeResult<byte[], byte[]> record, CancellationToken stopping)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var placed = Parked.Read(record.Message.Value, OrderRecord.BesidesOf(record.Message.Headers));
                var carrier = Carrier.Kafka(record.Topic, record.Partition.Value, record.Offset.Value, Consumer);
                await ConsumedEvents.Consume(module, placed, OrderRecord.CauseOf(record.Message.Headers), carrier, stopping);
                return;
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                KafkaLog.NotConsumed(module.Telemetry.Log, PlaceOf(record), failures, failure);
                if ((IsHopeless(failure) || failures >= MostFailures) && await TryPark(record, failure, stopping))
                {
                    return;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50 * Math.Pow(2, Math.Min(failures, 6))), clock, stopping);
        }
    }

    // A refusal stays one however often it is asked for. Anything else may pass.
    private static bool IsHopeless(Exception failure) => failure is RpcException { StatusCode: StatusCode.InvalidArgument };

    // Where the database is what fails, parking fails too, and the record is tried until it is back.
    private async Task<bool> TryPark(ConsumeResult<byte[], byte[]> record, Exception reason, CancellationToken stopping)
    {
        try
        {
            await Parked.Park(record, reason, stopping);
            KafkaLog.Parked(module.Telemetry.Log, PlaceOf(record), reason.GetType().Name);
            return true;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            KafkaLog.NotParked(module.Telemetry.Log, PlaceOf(record), failure);
            return false;
        }
    }

    private void MoveOn(IConsumer<byte[], byte[]> consumer, ConsumeResult<byte[], byte[]> record)
    {
        try
        {
            consumer.StoreOffset(record);
            Progress.Done(record.TopicPartitionOffset);
        }
        catch (KafkaException lost) when (lost.Error.Code == ErrorCode.Local_State)
        {
            // The partition went to another member meanwhile, who will be told of the record again and find it done.
        }
    }

    private static string PlaceOf(ConsumeResult<byte[], byte[]> record) => $"{record.Topic}[{record.Partition.Value}]@{record.Offset.Value}";
}
