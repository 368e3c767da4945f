using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Messaging.Kafka;

internal static partial class KafkaLog
{
    [LoggerMessage(Level = LogLevel.Debug, EventName = "kafka.client", Message = "{Facility}: {Said}")]
    public static partial void ClientSaid(ILogger logger, string facility, string said);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "kafka.broker_trouble", Message = "Kafka client error: {Code}")]
    public static partial void BrokerError(ILogger logger, ErrorCode code);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "kafka.reading_stumbled", Message = "Consuming {Topic} failed; the consumer restarts")]
    public static partial void ReadingFailed(ILogger logger, string topic, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "kafka.record_not_consumed",
        Message = "Record {Place} could not be consumed; no further attempt of the endpoint")]
    public static partial void NotConsumed(ILogger logger, string place, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Error, EventName = "kafka.record_parked",
        Message = "Record {Place} could not be consumed and was stored as a dead letter: {Reason}")]
    public static partial void DeadLettered(ILogger logger, string place, string reason);

    [LoggerMessage(
        Level = LogLevel.Error, EventName = "kafka.record_not_parked",
        Message = "Record {Place} could not be stored as a dead letter; retrying")]
    public static partial void DeadLetterFailed(ILogger logger, string place, Exception exception);
}
