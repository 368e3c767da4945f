using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Events.Kafka;

internal static partial class KafkaLog
{
    [LoggerMessage(Level = LogLevel.Debug, EventName = "kafka.client", Message = "{Facility}: {Said}")]
    public static partial void ClientSaid(ILogger logger, string facility, string said);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "kafka.broker_trouble", Message = "The broker: {Code}")]
    public static partial void BrokerError(ILogger logger, ErrorCode code);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "kafka.reading_stumbled", Message = "Reading of {Topic} stumbled and begins anew")]
    public static partial void ReadingFailed(ILogger logger, string topic, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "kafka.record_not_consumed", Message = "{Place} is not consumed yet, failure {Failures}")]
    public static partial void NotConsumed(ILogger logger, string place, int failures, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, EventName = "kafka.record_parked", Message = "{Place} cannot be consumed and is parked: {Reason}")]
    public static partial void DeadLettered(ILogger logger, string place, string reason);

    [LoggerMessage(Level = LogLevel.Error, EventName = "kafka.record_not_parked", Message = "{Place} cannot be parked yet")]
    public static partial void DeadLetterFailed(ILogger logger, string place, Exception exception);
}
