using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Telemetry;
using Confluent.Kafka;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AstronomyShop.SharedKernel.Events.Kafka;

/// <summary>Hands placed orders to the broker, once for all who consume them, and returns when the broker has acknowledged.</summary>
internal sealed class KafkaDelivery(KafkaSettings settings, ModuleTelemetry publisher) : IEventDelivery, IDisposable
{
    private readonly Lock building = new();
    private IProducer<string, byte[]>? producer;

    public IReadOnlyList<string> DestinationsOf(MessageDescriptor type) => [$"topic {settings.Topic}"];

    public async Task Deliver(string destination, IMessage message, EventCause cause, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var span = publisher.StartSpan($"{settings.Topic} publish", ActivityKind.Producer, cause.Resume());
        Describe(span);
        try
        {
            var kept = await Producer().ProduceAsync(settings.Topic, OrderRecord.Write((OrderPlaced)message, EventCause.Current()), cancellation);
            span?.SetTag(Attributes.MessagingDestinationPartitionId, kept.Partition.Value.ToString(global::System.Globalization.CultureInfo.InvariantCulture));
            span?.SetTag(Attributes.MessagingKafkaOffset, kept.Offset.Value);
        }
        catch (Exception failure)
        {
            span?.SetTag(Attributes.ErrorType, failure is KafkaException { Error.Code: var code } ? code.ToString() : failure.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            if (failure is KafkaException refused)
            {
                GiveUp(refused.Error);
                throw Refusal.Unavailable($"The broker did not take the event: {refused.Error.Code}");
            }

            throw;
        }
        finally
        {
            span?.SetTag(Attributes.MessagingKafkaProducerSuccess, span.Status != ActivityStatusCode.Error);
            span?.SetTag(Attributes.MessagingKafkaProducerDuration, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
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

    private void Describe(Activity? span)
    {
        span?.SetTag(Attributes.MessagingSystem, "kafka");
        span?.SetTag(Attributes.MessagingDestinationName, settings.Topic);
        span?.SetTag(Attributes.MessagingOperationName, "publish");
        span?.SetTag(Attributes.MessagingOperationType, "send");
        span?.SetTag(Attributes.NetworkTransport, "tcp");
        span?.SetTag(Attributes.PeerService, "kafka");
    }

    private IProducer<string, byte[]> Producer()
    {
        lock (building)
        {
            return producer ??= new ProducerBuilder<string, byte[]>(settings.Producer)
                .SetLogHandler((_, line) => KafkaLog.ClientSaid(publisher.Log, line.Facility, line.Message))
                .SetErrorHandler((_, error) => KafkaLog.BrokerTrouble(publisher.Log, error.Code))
                .Build();
        }
    }

    // An idempotent producer that lost count of its own messages is of no more use; the next one begins anew.
    private void GiveUp(Error error)
    {
        if (error.IsFatal)
        {
            Dispose();
        }
    }
}
