using AstronomyShop.Modules.Checkout.Orders;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Checkout;

internal static partial class CheckoutLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "checkout.order.requested", Message = "User {UserId} places an order in {UserCurrency}")]
    public static partial void PlaceOrderReceived(ILogger logger, string userId, string userCurrency);

    [LoggerMessage(
        Level = LogLevel.Information, EventName = "checkout.order.charged",
        Message = "Order {OrderId} charged by transaction {TransactionId}")]
    public static partial void Charged(ILogger logger, string orderId, string transactionId);

    [LoggerMessage(
        Level = LogLevel.Information,
        EventName = "checkout.order.placed",
        Message = "Order {OrderId} placed: {OrderLines} lines, total {Total}, tracking id {TrackingId}")]
    public static partial void Placed(
        ILogger logger, string orderId, int orderLines, Money total, string trackingId, double orderAmount, double shippingAmount);

    [LoggerMessage(
        Level = LogLevel.Information, EventName = "checkout.outbox.delivered",
        Message = "Message to {Destination} about order {OrderId} delivered")]
    public static partial void Delivered(ILogger logger, string destination, string orderId);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "checkout.order.shipping_again",
        Message = "Shipping order {OrderId} failed with {Status}; retrying")]
    public static partial void RetryingShipping(ILogger logger, string orderId, StatusCode status);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.order.not_shipped", Message = "Order {OrderId} could not be shipped: {Status}")]
    public static partial void NotShipped(ILogger logger, string orderId, StatusCode status);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "checkout.order.given_up", Message = "Order {OrderId} was abandoned: {State}")]
    public static partial void Abandoned(ILogger logger, string orderId, OrderState state);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "checkout.order.not_undone",
        Message = "Compensating order {OrderId} failed; retrying: {Status}")]
    public static partial void CompensationFailed(ILogger logger, string orderId, StatusCode status);

    [LoggerMessage(
        Level = LogLevel.Error, EventName = "checkout.order.cannot_refund",
        Message = "Order {OrderId}: payment service does not implement Refund; the charge was not reversed")]
    public static partial void CannotRefund(ILogger logger, string orderId);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "checkout.order.cannot_cancel",
        Message = "Order {OrderId}: shipping service does not implement CancelShipment; a parcel may have been shipped")]
    public static partial void CannotCancel(ILogger logger, string orderId);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "checkout.recovery.order",
        Message = "Recovering order {OrderId}, interrupted in state {State}")]
    public static partial void Recovering(ILogger logger, string orderId, OrderState state);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "checkout.recovery.failed",
        Message = "Recovering order {OrderId} failed; retrying: {Reason}")]
    public static partial void NotRecovered(ILogger logger, string orderId, string reason);

    [LoggerMessage(Level = LogLevel.Error, EventName = "checkout.recovery.stumbled", Message = "Order recovery pass failed; retrying")]
    public static partial void RecoveryFailed(ILogger logger, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "checkout.outbox.not_delivered",
        Message = "Message to {Destination} about order {OrderId} could not be delivered, failure {Failures}")]
    public static partial void NotDelivered(ILogger logger, string destination, string orderId, int failures, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Error, EventName = "checkout.outbox.parked",
        Message = "Message to {Destination} about order {OrderId} could not be delivered and is parked")]
    public static partial void Parked(ILogger logger, string destination, string orderId);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "checkout.outbox.overloading",
        Message = "kafkaQueueProblems is on: {Destination} receives each event many times")]
    public static partial void Overloading(ILogger logger, string destination);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "checkout.outbox.not_erased",
        Message = "Erasing e-mail addresses of sent messages failed; retrying")]
    public static partial void NotErased(ILogger logger, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "checkout.fingerprints.not_upgraded",
        Message = "Keying the request fingerprints of an earlier version failed; retrying")]
    public static partial void FingerprintsNotUpgraded(ILogger logger, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "checkout.outbox.not_readdressed",
        Message = "Redirecting messages of a former destination failed; retrying")]
    public static partial void RedirectFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, EventName = "checkout.outbox.stumbled", Message = "Outbox relay to {Destination} failed; retrying")]
    public static partial void RelayFailed(ILogger logger, string destination, Exception exception);
}
