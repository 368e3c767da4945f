using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Payment;

internal static partial class PaymentLog
{
    [LoggerMessage(Level = LogLevel.Information, EventName = "payment.charge.received", Message = "{Amount} is to be charged")]
    public static partial void Received(ILogger logger, Money amount);

    [LoggerMessage(
        Level = LogLevel.Information,
        EventName = "payment.transaction.complete",
        Message = "Transaction {TransactionId} took {Amount} from {CardType} {Card} of a {LoyaltyLevel} shopper")]
    public static partial void Charged(
        ILogger logger, string transactionId, Money amount, string cardType, CardNumber card, string loyaltyLevel, string paymentAmount, string paymentCurrency);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "payment.charge.failed", Message = "Nothing was charged: {Status}")]
    public static partial void Failed(ILogger logger, StatusCode status);

    [LoggerMessage(Level = LogLevel.Information, EventName = "payment.refunded", Message = "Refund {RefundId} closed a key")]
    public static partial void Refunded(ILogger logger, string refundId);
}
