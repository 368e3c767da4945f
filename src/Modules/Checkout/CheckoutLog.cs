using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Checkout;

internal static partial class CheckoutLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "checkout.order.requested", Message = "Shopper {UserId} orders in {UserCurrency}")]
    public static partial void PlaceOrderReceived(ILogger logger, string userId, string userCurrency);

    [LoggerMessage(Level = LogLevel.Information, EventName = "checkout.order.charged", Message = "Order {OrderId} is paid for by transaction {TransactionId}")]
    public static partial void Charged(ILogger logger, string orderId, string transactionId);

    [LoggerMessage(
        Level = LogLevel.Information,
        EventName = "checkout.order.placed",
        Message = "Order {OrderId} with {OrderLines} lines for {Total} is placed; its parcel has the tracking id {TrackingId}")]
    public static partial void Placed(
        ILogger logger, string orderId, int orderLines, Money total, string trackingId, double orderAmount, double shippingAmount);

    [LoggerMessage(Level = LogLevel.Information, EventName = "checkout.outbox.delivered", Message = "{Destination} was told of order {OrderId}")]
    public static partial void Delivered(ILogger logger, string destination, string orderId);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.order.shipping_again", Message = "Order {OrderId}: shipping answered {Status}, asking again")]
    public static partial void RetryingShipping(ILogger logger, string orderId, StatusCode status);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.order.not_shipped", Message = "Order {OrderId} cannot be shipped: {Status}")]
    public static partial void NotShipped(ILogger logger, string orderId, StatusCode status);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.order.given_up", Message = "Order {OrderId} is given up: {State}")]
    public static partial void Abandoned(ILogger logger, string orderId, OrderState state);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.order.not_undone", Message = "Order {OrderId} is not undone yet: {Status}")]
    public static partial void CompensationFailed(ILogger logger, string orderId, StatusCode status);

    [LoggerMessage(Level = LogLevel.Error, EventName = "checkout.order.cannot_refund", Message = "Order {OrderId}: this payment service knows no refund; a charge may stand")]
    public static partial void CannotRefund(ILogger logger, string orderId);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.order.cannot_cancel", Message = "Order {OrderId}: this shipping service takes no parcel back; one may have left")]
    public static partial void CannotCancel(ILogger logger, string orderId);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.recovery.order", Message = "Order {OrderId} was cut off while {State}")]
    public static partial void Recovering(ILogger logger, string orderId, OrderState state);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.recovery.failed", Message = "Order {OrderId} is not recovered yet: {Reason}")]
    public static partial void NotRecovered(ILogger logger, string orderId, string reason);

    [LoggerMessage(Level = LogLevel.Error, EventName = "checkout.recovery.stumbled", Message = "Recovery stumbled and goes on")]
    public static partial void RecoveryFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.outbox.not_delivered", Message = "{Destination} was not told of order {OrderId}, failure {Failures}")]
    public static partial void NotDelivered(ILogger logger, string destination, string orderId, int failures, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, EventName = "checkout.outbox.parked", Message = "{Destination} cannot be told of order {OrderId}; the message is parked")]
    public static partial void Parked(ILogger logger, string destination, string orderId);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.outbox.overloading", Message = "kafkaQueueProblems is on: {Destination} is told of an order many times")]
    public static partial void Overloading(ILogger logger, string destination);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.outbox.not_erased", Message = "Addresses of sent mails are not erased yet")]
    public static partial void NotErased(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.outbox.not_readdressed", Message = "Messages for a former destination are not readdressed yet")]
    public static partial void RedirectFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, EventName = "checkout.outbox.stumbled", Message = "The relay to {Destination} stumbled and goes on")]
    public static partial void RelayFailed(ILogger logger, string destination, Exception exception);
}
