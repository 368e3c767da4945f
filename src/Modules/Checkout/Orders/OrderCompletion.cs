using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Checkout.Outbox;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Checkout.Orders;

/// <summary>
/// Brings a charged attempt to its final state, for the waiting shopper and for recovery: shipped and placed, or abandoned and refunded. Every
/// step may be repeated.
/// </summary>
internal sealed class OrderCompletion(
    OrderRepository orders, ShippingService.ShippingServiceClient shipping, PaymentService.PaymentServiceClient payments, ILogger<OrderCompletion> logger)
{
    private const int ShippingAttempts = 3;

    /// <returns>The message to the cart.</returns>
    /// <exception cref="RpcException">UNAVAILABLE: the order cannot be shipped; the charge is refunded, now or by recovery.</exception>
    public async Task<OutboxMessage> FinishAsync(Order order)
    {
        try
        {
            order.Ship(await ShipAsync(order));
        }
        catch (RpcException exception)
        {
            CheckoutLog.NotShipped(logger, order.Id, exception.StatusCode);
            await CompensateAsync(order);
            throw RpcErrors.Unavailable("The order could not be shipped; the charge is refunded");
        }

        var result = order.ToResult();
        Activity.Current?.AddEvent(new ActivityEvent(CheckoutTelemetry.Shipped, tags: new() { [CheckoutTelemetry.TrackingId] = result.ShippingTrackingId }));
        var cartMessage = await orders.PlaceAsync(order);
        var shipping = Money.From(result.ShippingCost);
        CheckoutLog.Placed(
            logger, order.Id, result.Items.Count, order.Total, result.ShippingTrackingId, (double)order.Total.Amount, (double)shipping.Amount);
        return cartMessage;
    }

    /// <summary>Makes sure that no charge remains and no parcel is shipped. Steps that fail are retried by recovery.</summary>
    public async Task CompensateAsync(Order order)
    {
        if (order.State != OrderState.Undoing)
        {
            await orders.EnterAsync(order, OrderState.Undoing);
        }

        try
        {
            var isRefunded = await RefundAsync(order);
            await CancelShipmentAsync(order);
            await orders.EnterAsync(order, isRefunded ? OrderState.Refunded : OrderState.Failed);
            CheckoutLog.Abandoned(logger, order.Id, order.State);
        }
        catch (RpcException exception)
        {
            CheckoutLog.CompensationFailed(logger, order.Id, exception.StatusCode);
        }
    }

    private async Task<bool> RefundAsync(Order order)
    {
        try
        {
            return (await payments.RefundAsync(new RefundRequest { IdempotencyKey = order.Id })).RefundId.Length > 0;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
        {
            CheckoutLog.CannotRefund(logger, order.Id);
            return false;
        }
    }

    // A shipment without a response may have been made. Before an order is charged, shipping is not called.
    private async Task CancelShipmentAsync(Order order)
    {
        if (order.TransactionId is null)
        {
            return;
        }

        try
        {
            await shipping.CancelShipmentAsync(new CancelShipmentRequest { IdempotencyKey = order.Id });
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
        {
            CheckoutLog.CannotCancel(logger, order.Id);
        }
    }

    // A shipment whose response was lost is found again by its key, so retrying is safe.
    private async Task<string> ShipAsync(Order order)
    {
        var result = order.ToResult();
        var request = new ShipOrderRequest { Address = result.ShippingAddress, Items = { result.Items.Select(line => line.Item) } };
        for (var tries = 1; ; tries++)
        {
            try
            {
                return (await shipping.ShipOrderAsync(request, new CallOptions().WithIdempotencyKey(order.Id))).TrackingId;
            }
            catch (RpcException exception) when (tries < ShippingAttempts && exception.StatusCode is StatusCode.Unavailable or StatusCode.Unknown or StatusCode.Internal)
            {
                CheckoutLog.RetryingShipping(logger, order.Id, exception.StatusCode);
            }
        }
    }
}
