using AstronomyShop.Modules.Payment.Cards;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Payment;

internal static partial class PaymentLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "payment.charge.received", Message = "Charge of {Amount} requested")]
    public static partial void Received(ILogger logger, Money amount);

    [LoggerMessage(
        Level = LogLevel.Information,
        EventName = "payment.transaction.complete",
        Message = "Transaction {TransactionId} charged {Amount} to {CardType} {Card}, loyalty level {LoyaltyLevel}")]
    public static partial void Charged(
        ILogger logger, string transactionId, Money amount, string cardType, CardNumber card, string loyaltyLevel, string paymentAmount, string paymentCurrency);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "payment.charge.failed", Message = "Charge rejected: {Status} ({Reason})")]
    public static partial void Failed(ILogger logger, StatusCode status, string reason);

    [LoggerMessage(Level = LogLevel.Information, EventName = "payment.refunded", Message = "Charge refunded and its key closed: {RefundId}")]
    public static partial void Refunded(ILogger logger, string refundId);
}
