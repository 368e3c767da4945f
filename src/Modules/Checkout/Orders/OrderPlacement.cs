using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Checkout.Outbox;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Checkout.Orders;

/// <summary>Places an order: priced, recorded, charged, shipped, recorded, returned.</summary>
internal sealed class OrderPlacement(
    OrderPreparation preparation,
    OrderRepository orders,
    OrderCompletion completion,
    OutboxQueue outbox,
    OrderFingerprint fingerprints,
    PaymentService.PaymentServiceClient payments,
    TimeProvider clock,
    ILogger<OrderPlacement> logger)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    public async Task<Order> PlaceAsync(PlaceOrderRequest request, string? clientKey, CallOptions options)
    {
        var key = clientKey ?? Guid.NewGuid().ToString();
        var fingerprint = await fingerprints.OfAsync(request, options.CancellationToken);
        if (clientKey is not null && await orders.FindByKeyAsync(key, options.CancellationToken) is not null)
        {
            return await WaitForOtherAttemptAsync(key, fingerprint, options.CancellationToken);
        }

        Order order;
        try
        {
            order = await preparation.PrepareAsync(request, options);
        }
        catch (RpcException) when (clientKey is not null)
        {
            // Meanwhile another attempt may have placed the order and emptied the cart.
            if (await orders.FindByKeyAsync(key, options.CancellationToken) is not null)
            {
                return await WaitForOtherAttemptAsync(key, fingerprint, options.CancellationToken);
            }

            throw;
        }

        order.Bind(key, fingerprint);
        Activity.Current?.AddEvent(new ActivityEvent(CheckoutTelemetry.Prepared));
        if (!await orders.TryBeginAsync(order, request.Email))
        {
            return await WaitForOtherAttemptAsync(key, fingerprint, options.CancellationToken);
        }

        // From here on the attempt is recorded and must reach a final state. A cancelled request must not stop it half-way, so no step below
        // takes the caller's token; the deadline of the call limits all of them.
        try
        {
            await ChargeAsync(order, request.CreditCard);
            await outbox.DeliverNowAsync(await completion.FinishAsync(order), CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw RpcErrors.Unavailable("The order took too long and was taken over by recovery; retry the request with the same idempotency key");
        }

        return order;
    }

    private async Task ChargeAsync(Order order, CreditCardInfo card)
    {
        try
        {
            var charge = await payments.ChargeAsync(
                new ChargeRequest { Amount = order.Total.ToMessage(), CreditCard = card }, new CallOptions().WithIdempotencyKey(order.Id));
            order.TransactionId = charge.TransactionId;
        }
        catch (RpcException exception) when (NamesReason(exception))
        {
            await orders.EnterAsync(order, OrderState.Failed);
            throw;
        }
        catch (RpcException exception)
        {
            // It is unknown whether the card was charged, whatever the status is.
            await completion.CompensateAsync(order);
            if (exception.StatusCode is StatusCode.FailedPrecondition or StatusCode.InvalidArgument)
            {
                throw;
            }

            throw RpcErrors.Unavailable("The payment service did not respond; no charge remains");
        }

        await orders.EnterAsync(order, OrderState.Charged);
        Activity.Current?.AddEvent(new ActivityEvent(CheckoutTelemetry.Charged, tags: new() { [CheckoutTelemetry.TransactionId] = order.TransactionId }));
        CheckoutLog.Charged(logger, order.Id, order.TransactionId);
    }

    // The payment service names the rule or the field with which it refuses a charge. A failure without either may come after the charge.
    private static bool NamesReason(RpcException exception) =>
        exception.StatusCode is StatusCode.FailedPrecondition or StatusCode.InvalidArgument
        && (exception.Trailers.GetValue(RpcErrors.ReasonTrailer) ?? exception.Trailers.GetValue(RpcErrors.FieldTrailer)) is not null;

    // A second click while the first request is running waits for it and returns its result.
    private async Task<Order> WaitForOtherAttemptAsync(string key, string fingerprint, CancellationToken cancellationToken)
    {
        while (await orders.FindByKeyAsync(key, cancellationToken) is { } other)
        {
            if (await fingerprints.KeyedAsync(other.Fingerprint!, cancellationToken) != fingerprint)
            {
                throw RpcErrors.InvalidArgument(IdempotencyKey.Header, "was used for another order");
            }

            if (other.State == OrderState.Placed)
            {
                return other;
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }

        throw RpcErrors.Unavailable("The order with this idempotency key has failed; retry the request with the same idempotency key");
    }
}
