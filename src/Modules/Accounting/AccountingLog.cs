using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Accounting;

internal static partial class AccountingLog
{
    /// <summary>The whole order without the shopper and the address.</summary>
    [LoggerMessage(Level = LogLevel.Information, EventName = "accounting.order.received", Message = "Order {OrderId} of {Total} booked")]
    public static partial void Booked(
        ILogger logger,
        string orderId,
        Money total,
        double orderAmount,
        double shippingAmount,
        string trackingId,
        int orderLines,
        string orderItems);

    [LoggerMessage(
        Level = LogLevel.Error, EventName = "accounting.order.parsing_failed",
        Message = "OrderPlaced message could not be parsed: {Reason}")]
    public static partial void ParsingFailed(ILogger logger, string reason);

    [LoggerMessage(
        Level = LogLevel.Information, EventName = "accounting.order.duplicate_skipped", Message = "Order {OrderId} is already booked; duplicate skipped")]
    public static partial void DuplicateSkipped(ILogger logger, string orderId);
}
