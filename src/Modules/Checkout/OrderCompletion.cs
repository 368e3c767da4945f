using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Checkout;

/// <summary>
/// Brings an attempt that was charged to its end, for the shopper who waits and for recovery alike: shipped and placed, or given up
/// and the charge given back. Every step may be repeated.
/// </summary>
internal sealed class OrderCompletion(
    OrderRepository orders, ShippingService.ShippingServiceClient shipping, PaymentService.PaymentServiceClient payments, ILogger<OrderCompletion> logger)
{
    private const int ShippingAttempts = 3;

    /// <exception cref="RpcException">UNAVAILABLE: it cannot be shipped; the charge is given back, now or by recovery.</exception>
    public async Task FinishAsync(Order order)
    {
        try
        {
            order.Ship(await ShipAsync(order));
        }
        catch (RpcException exception)
        {
            CheckoutLog.NotShipped(logger, order.Id, exception.StatusCode);
            await CompensateAsync(order);
            throw RpcErrors.Unavailable("The order could not be shipped; what was charged is given back");
        }

        var result = order.ToResult();
        Activity.Current?.AddEvent(new ActivityEvent(CheckoutTelemetry.Shipped, tags: new() { [CheckoutTelemetry.TrackingId] = result.ShippingTrackingId }));
        await orders.PlaceAsync(order);
        var shipping = Money.From(result.ShippingCost);
        CheckoutLog.Placed(
            logger, order.Id, result.Items.Count, order.Total, result.ShippingTrackingId, (double)order.Total.Amount, (double)shipping.Amount);
    }

    /// <summary>Makes sure that nothing stays charged and nothing leaves. What cannot be made sure of now, recovery tries again.</summary>
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

    // Whoever did not answer may have shipped. Before an order is charged nobody asks for shipping.
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

    // A shipment that was made without our hearing of it is found again under its key, so asking again is safe.
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
