using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel;
using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Checkout;

/// <summary>Places an order: priced, recorded, charged, shipped, recorded, answered.</summary>
internal sealed class OrderPlacement(
    OrderPreparation preparation,
    Orders orders,
    OrderCompletion completion,
    OutboxQueue outbox,
    PaymentService.PaymentServiceClient payments,
    TimeProvider clock,
    ILogger<OrderPlacement> log)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public async Task<Order> Place(PlaceOrderRequest request, string? clientKey, CallOptions call)
    {
        var key = clientKey ?? Guid.NewGuid().ToString();
        var fingerprint = RequestFingerprint.Of(request);
        if (clientKey is not null && await orders.FindByKey(key, call.CancellationToken) is not null)
        {
            return await OtherAttempt(key, fingerprint, call.CancellationToken);
        }

        var order = await preparation.Prepare(request, call);
        order.Bind(DeliberateBug.Is("key-is-forgotten") ? order.Id : key, fingerprint);
        Activity.Current?.AddEvent(new ActivityEvent(CheckoutTelemetry.Prepared));
        if (!await orders.TryBegin(order, request.Email))
        {
            return await OtherAttempt(key, fingerprint, call.CancellationToken);
        }

        // From here on the attempt is recorded and must end. A shopper who goes away does not stop it half-way, so no step below takes
        // the caller's token; the call's deadline bounds them all.
        try
        {
            await Charge(order, request.CreditCard);
            await completion.Finish(order);
            await outbox.DeliverNow(order.Id, Outbox.Cart);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RpcException(new Status(StatusCode.Aborted, "The order took too long and was taken over; ask for it again"));
        }

        return order;
    }

    private async Task Charge(Order order, CreditCardInfo card)
    {
        CrashPoint.Hit("CP2");
        try
        {
            var charge = await payments.ChargeAsync(
                new ChargeRequest { Amount = order.Total.ToMessage(), CreditCard = card }, new CallOptions().WithIdempotencyKey(order.Id));
            order.TransactionId = charge.TransactionId;
            CrashPoint.Hit("CP4");
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.FailedPrecondition or StatusCode.InvalidArgument)
        {
            await orders.Enter(order, OrderState.Failed);
            throw;
        }
        catch (RpcException)
        {
            // Nobody can say whether the card was charged.
            await completion.GiveUp(order);
            throw Refusal.Unavailable("The payment did not answer; nothing stays charged");
        }

        await orders.Enter(order, OrderState.Charged);
        CrashPoint.Hit("CP5");
        Activity.Current?.AddEvent(new ActivityEvent(CheckoutTelemetry.Charged, tags: new() { [CheckoutTelemetry.TransactionId] = order.TransactionId }));
        CheckoutLog.Charged(log, order.Id, order.TransactionId);
    }

    // A second click while the first still runs waits for it and gets its answer.
    private async Task<Order> OtherAttempt(string key, string fingerprint, CancellationToken cancellation)
    {
        while (await orders.FindByKey(key, cancellation) is { } other)
        {
            if (other.Fingerprint != fingerprint)
            {
                throw Refusal.Invalid(IdempotencyKey.Header, "was used for another order");
            }

            if (other.State == OrderState.Placed)
            {
                return other;
            }

            await Task.Delay(LookAgain, clock, cancellation);
        }

        throw new RpcException(new Status(StatusCode.Aborted, "The order under this key has failed meanwhile; try again"));
    }
}
