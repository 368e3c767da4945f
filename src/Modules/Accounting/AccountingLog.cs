using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Accounting;

internal static partial class AccountingLog
{
    /// <summary>The whole order but who bought it and where it goes.</summary>
    [LoggerMessage(Level = LogLevel.Information, EventName = "accounting.order.received", Message = "Order {OrderId} of {Total} is booked")]
    public static partial void Booked(
        ILogger logger,
        string orderId,
        Money total,
        double orderAmount,
        double shippingAmount,
        string trackingId,
        int orderLines,
        string orderItems);

    [LoggerMessage(Level = LogLevel.Error, EventName = "accounting.order.parsing_failed", Message = "An order that was told of cannot be read: {Reason}")]
    public static partial void ParsingFailed(ILogger logger, string reason);

    [LoggerMessage(
        Level = LogLevel.Information, EventName = "accounting.order.duplicate_skipped", Message = "Order {OrderId} came again; it was booked before")]
    public static partial void DuplicateSkipped(ILogger logger, string orderId);
}
