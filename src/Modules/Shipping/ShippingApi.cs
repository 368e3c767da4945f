using System.Diagnostics;
using System.Globalization;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel;
using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Shipping;

internal sealed class ShippingApi(ShippingPrices prices, Shipments shipments, ILogger<ShippingApi> log) : ShippingService.ShippingServiceBase
{
    public override async Task<GetQuoteResponse> GetQuote(GetQuoteRequest request, ServerCallContext context)
    {
        var items = Parcel.ItemsIn(request.Items);
        ShippingLog.QuoteRequested(log, items);
        var cost = await prices.For(items, context.CancellationToken);
        var price = Money.From(cost);
        var total = price.Amount.ToString("F2", CultureInfo.InvariantCulture);
        Activity.Current?.SetTag(ShippingTelemetry.CostTotal, total);
        Activity.Current?.AddEvent(new ActivityEvent(ShippingTelemetry.QuoteReceived, tags: new() { [ShippingTelemetry.CostTotal] = total }));
        ShippingLog.QuoteSent(log, price, dollars: cost.Units, cents: (int)(price.Amount % 1 * 100));
        return new GetQuoteResponse { CostUsd = cost };
    }

    public override async Task<ShipOrderResponse> ShipOrder(ShipOrderRequest request, ServerCallContext context)
    {
        var items = Parcel.ItemsIn(request.Items);
        var tracking = IdempotencyKey.Of(context) is { } key
            ? await shipments.ShipOnce(key, request, items, context.CancellationToken)
            : await shipments.Ship(request, items, context.CancellationToken);
        CrashPoint.Hit("CP6");
        Activity.Current?.SetTag(ShippingTelemetry.TrackingId, tracking);
        ShippingLog.Shipped(log, tracking);
        return new ShipOrderResponse { TrackingId = tracking };
    }

    public override async Task<CancelShipmentResponse> CancelShipment(CancelShipmentRequest request, ServerCallContext context)
    {
        if (request.IdempotencyKey.Length is 0 or > IdempotencyKey.MaxLength)
        {
            throw Refusal.Invalid("idempotency_key", $"must have 1 to {IdempotencyKey.MaxLength} characters");
        }

        await shipments.Cancel(request.IdempotencyKey, context.CancellationToken);
        ShippingLog.Cancelled(log, request.IdempotencyKey);
        return new CancelShipmentResponse();
    }
}
