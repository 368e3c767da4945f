using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.FraudDetection;

internal static partial class FraudDetectionLog
{
    [LoggerMessage(
        Level = LogLevel.Information, EventName = "fraud_detection.order.judged", Message = "Order {OrderId} scored {Score}: {Decision}")]
    public static partial void Judged(ILogger logger, string orderId, string decision, int score);

    [LoggerMessage(
        Level = LogLevel.Information, EventName = "fraud_detection.order.duplicate_skipped",
        Message = "Order {OrderId} already has a verdict; duplicate skipped")]
    public static partial void AlreadyJudged(ILogger logger, string orderId);
}
