using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.FraudDetection;

internal static partial class FraudDetectionLog
{
    [LoggerMessage(
        Level = LogLevel.Information, EventName = "fraud_detection.order.judged", Message = "Order {OrderId}: {Decision}, with a score of {Score}")]
    public static partial void Judged(ILogger logger, string orderId, string decision, int score);

    [LoggerMessage(
        Level = LogLevel.Information, EventName = "fraud_detection.order.duplicate_skipped",
        Message = "Order {OrderId} came again; its verdict stays")]
    public static partial void AlreadyJudged(ILogger logger, string orderId);
}
