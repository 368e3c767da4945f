using System.Diagnostics;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Confluent.Kafka;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

/// <summary>Publishes events to the broker, once for all consumers, and returns when the broker has acknowledged.</summary>
internal sealed class KafkaDelivery(KafkaSettings settings, ModuleTelemetry publisher) : IEventDelivery, IDisposable
{
    // Defined by the public shop: whether the broker acknowledged the record, how long that took, and a remote service that records no spans.
    private const string MessagingKafkaProducerSuccess = "messaging.kafka.producer.success";
    private const string MessagingKafkaProducerDuration = "messaging.kafka.producer.duration_ms";
    private const string PeerService = "peer.service";

    private readonly Lock building = new();
    private IProducer<string, byte[]>? producer;

    public IReadOnlyList<string> DestinationsOf(MessageDescriptor type) => [$"topic {settings.TopicOf(EventContract.Of(type))}"];

    public async Task DeliverAsync(string destination, IMessage message, MessageContextPropagation propagation, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var topic = settings.TopicOf(EventContract.Of(message.Descriptor));
        using var span = publisher.StartSpan($"{topic} publish", ActivityKind.Producer, propagation.Resume());
        Describe(span, topic);
        try
        {
            var kept = await Producer().ProduceAsync(topic, EventRecord.Write(message, MessageContextPropagation.Current()), cancellationToken);
            span?.SetTag(TelemetryAttributes.MessagingDestinationPartitionId, kept.Partition.Value.ToString(global::System.Globalization.CultureInfo.InvariantCulture));
            span?.SetTag(TelemetryAttributes.MessagingKafkaOffset, kept.Offset.Value);
        }
        catch (Exception exception)
        {
            span?.SetTag(TelemetryAttributes.ErrorType, exception is KafkaException { Error.Code: var code } ? code.ToString() : exception.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            if (exception is KafkaException refused)
            {
                GiveUp(refused.Error);
                throw RpcErrors.Unavailable($"The broker rejected the event: {refused.Error.Code}");
            }

            throw;
        }
        finally
        {
            span?.SetTag(MessagingKafkaProducerSuccess, span.Status != ActivityStatusCode.Error);
            span?.SetTag(MessagingKafkaProducerDuration, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    public void Dispose()
    {
        lock (building)
        {
            producer?.Dispose();
            producer = null;
        }
    }

    private static void Describe(Activity? span, string topic)
    {
        span?.SetTag(TelemetryAttributes.MessagingSystem, "kafka");
        span?.SetTag(TelemetryAttributes.MessagingDestinationName, topic);
        span?.SetTag(TelemetryAttributes.MessagingOperationName, "publish");
        span?.SetTag(TelemetryAttributes.MessagingOperationType, "send");
        span?.SetTag(TelemetryAttributes.NetworkTransport, "tcp");
        span?.SetTag(PeerService, "kafka");
    }

    private IProducer<string, byte[]> Producer()
    {
        lock (building)
        {
            return producer ??= new ProducerBuilder<string, byte[]>(settings.Producer)
                .SetLogHandler((_, line) => KafkaLog.ClientSaid(publisher.Logger, line.Facility, line.Message))
                .SetErrorHandler((_, error) => KafkaLog.BrokerError(publisher.Logger, error.Code))
                .Build();
        }
    }

    // An idempotent producer that lost its sequence numbers is unusable; the next delivery creates a new one.
    private void GiveUp(Error error)
    {
        if (error.IsFatal)
        {
            Dispose();
        }
    }
}
