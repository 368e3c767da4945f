using System.Diagnostics;
using System.Globalization;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Shipping;

internal sealed class ShippingGrpcService(ShippingPrices prices, ShipmentRepository shipments, ILogger<ShippingGrpcService> logger) : ShippingService.ShippingServiceBase
{
    public override async Task<GetQuoteResponse> GetQuote(GetQuoteRequest request, ServerCallContext context)
    {
        var items = Parcel.ItemsIn(request.Items);
        ShippingLog.QuoteRequested(logger, items);
        var cost = await prices.ForAsync(items, context.CancellationToken);
        var price = Money.From(cost);
        var total = price.Amount.ToString("F2", CultureInfo.InvariantCulture);
        Activity.Current?.SetTag(ShippingTelemetry.CostTotal, total);
        Activity.Current?.AddEvent(new ActivityEvent(ShippingTelemetry.QuoteReceived, tags: new() { [ShippingTelemetry.CostTotal] = total }));
        ShippingLog.QuoteSent(logger, price, dollars: cost.Units, cents: (int)(price.Amount % 1 * 100));
        return new GetQuoteResponse { CostUsd = cost };
    }

    public override async Task<ShipOrderResponse> ShipOrder(ShipOrderRequest request, ServerCallContext context)
    {
        var items = Parcel.ItemsIn(request.Items);
        var tracking = IdempotencyKey.Of(context) is { } key
            ? await shipments.ShipOnceAsync(key, request, items, context.CancellationToken)
            : await shipments.ShipAsync(request, items, context.CancellationToken);
        Activity.Current?.SetTag(ShippingTelemetry.TrackingId, tracking);
        ShippingLog.Shipped(logger, tracking);
        return new ShipOrderResponse { TrackingId = tracking };
    }

    public override async Task<CancelShipmentResponse> CancelShipment(CancelShipmentRequest request, ServerCallContext context)
    {
        if (request.IdempotencyKey.Length is 0 or > IdempotencyKey.MaxLength)
        {
            throw RpcErrors.InvalidArgument("idempotency_key", $"must be 1 to {IdempotencyKey.MaxLength} characters long");
        }

        await shipments.CancelAsync(request.IdempotencyKey, context.CancellationToken);
        ShippingLog.Cancelled(logger);
        return new CancelShipmentResponse();
    }
}
