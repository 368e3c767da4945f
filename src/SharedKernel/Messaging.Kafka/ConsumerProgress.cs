using System.Collections.Concurrent;
using Confluent.Kafka;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>How far one module has read the topic, so that the auditor knows whether events are still unread.</summary>
internal sealed class ConsumerProgress
{
    private static readonly TimeSpan QueryTimeout = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TopicPartition, Offset> done = new();
    private readonly Lock gate = new();
    private IConsumer<byte[], byte[]>? consumer;

    public void Follow(IConsumer<byte[], byte[]>? reading)
    {
        lock (gate)
        {
            consumer = reading;
            done.Clear();
        }
    }

    public void Done(TopicPartitionOffset record) => done[record.TopicPartition] = record.Offset + 1;

    /// <summary>True when records are unread, or when that is unknown.</summary>
    public bool IsBehind()
    {
        lock (gate)
        {
            try
            {
                return consumer?.Assignment is not { Count: > 0 } partitions || partitions.Any(IsBehindIn);
            }
            catch (KafkaException)
            {
                return true;
            }
        }
    }

    private bool IsBehindIn(TopicPartition partition)
    {
        var written = consumer!.QueryWatermarkOffsets(partition, QueryTimeout);
        var read = done.TryGetValue(partition, out var next) ? next : consumer.Committed([partition], QueryTimeout)[0].Offset;
        return written.High > written.Low && (read == Offset.Unset || read < written.High);
    }
}
