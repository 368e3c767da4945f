using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Payment.Cards;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Payment;

internal sealed class PaymentGrpcService(ChargeLedger ledger, ModuleTelemetry telemetry, ILogger<PaymentGrpcService> logger) : PaymentService.PaymentServiceBase
{
    private static readonly string[] LoyaltyLevels = ["platinum", "gold", "silver", "bronze"];

    private readonly Counter<long> transactions = telemetry.Counter(PaymentTelemetry.Transactions);
    private readonly Histogram<double> captured = telemetry.Histogram(PaymentTelemetry.Captured);

    public override async Task<ChargeResponse> Charge(ChargeRequest request, ServerCallContext context)
    {
        var key = IdempotencyKey.Of(context) ?? Guid.NewGuid().ToString();
        var amount = ReadAmount(request.Amount);
        Activity.Current?.SetTag(PaymentTelemetry.Amount, ForSpan(amount));
        PaymentLog.Received(logger, amount);
        return new ChargeResponse { TransactionId = await ChargeAsync(key, amount, request.CreditCard, context.CancellationToken) };
    }

    public override async Task<RefundResponse> Refund(RefundRequest request, ServerCallContext context)
    {
        if (request.IdempotencyKey.Length is 0 or > IdempotencyKey.MaxLength)
        {
            throw RpcErrors.InvalidArgument("idempotency_key", $"must be 1 to {IdempotencyKey.MaxLength} characters long");
        }

        var refundId = await ledger.RefundAsync(request.IdempotencyKey, context.CancellationToken);
        PaymentLog.Refunded(logger, refundId ?? "nothing");
        return new RefundResponse { RefundId = refundId ?? string.Empty };
    }

    private async Task<string> ChargeAsync(string key, Money amount, CreditCardInfo? presented, CancellationToken cancellationToken)
    {
        using var span = telemetry.StartSpan(PaymentTelemetry.Charge);
        var loyalty = LoyaltyLevels[Random.Shared.Next(LoyaltyLevels.Length)];
        Begin(span, loyalty);
        try
        {
            var card = Card.Read(presented);
            span?.SetTag(PaymentTelemetry.CardType, card.Brand);
            span?.SetTag(PaymentTelemetry.CardNumber, card.Number.ToString());
            var charge = await ledger.ChargeAsync(key, amount, card, cancellationToken);
            span?.SetTag(PaymentTelemetry.CardValid, true);
            span?.SetTag(PaymentTelemetry.Charged, !RequestBaggage.IsSynthetic);
            if (charge.IsNew)
            {
                var currency = new KeyValuePair<string, object?>(PaymentTelemetry.Currency, amount.Currency);
                transactions.Add(1, currency);
                captured.Record((double)amount.Amount, currency);
                PaymentLog.Charged(logger, charge.TransactionId, amount, card.Brand, card.Number, loyalty, ForSpan(amount), amount.Currency);
            }

            return charge.TransactionId;
        }
        catch (RpcException exception)
        {
            span?.SetTag(TelemetryAttributes.ErrorType, exception.StatusCode.ToString());
            span?.SetStatus(ActivityStatusCode.Error);
            PaymentLog.Failed(logger, exception.StatusCode, RpcErrors.ReasonOf(exception));
            throw;
        }
    }

    private static string ForSpan(Money amount) => amount.Amount.ToString("F2", CultureInfo.InvariantCulture);

    private static void Begin(Activity? span, string loyalty)
    {
        span?.SetTag(PaymentTelemetry.CardValid, false);
        span?.SetTag(PaymentTelemetry.LoyaltyLevel, loyalty);
        span?.SetTag(TelemetryAttributes.EndUserId, RequestBaggage.EndUser);
        RequestBaggage.MarkSynthetic(span);
    }

    private static Money ReadAmount(MoneyMessage? message)
    {
        if (message is null)
        {
            throw RpcErrors.InvalidArgument("amount", "is missing");
        }

        if (!Currencies.IsCode(message.CurrencyCode))
        {
            throw RpcErrors.InvalidArgument("amount.currency_code", "is not a currency code");
        }

        try
        {
            var amount = Money.From(message);
            return amount.Amount > 0 ? amount : throw RpcErrors.InvalidArgument("amount", "must be greater than 0");
        }
        catch (FormatException exception)
        {
            throw RpcErrors.InvalidArgument("amount", exception.Message);
        }
    }
}
