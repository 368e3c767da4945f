using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting.Bookings;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Accounting;

/// <summary>An OrderPlaced event may arrive more than once; the order is booked the first time.</summary>
internal sealed class OrderPlacedConsumer(SalesLedger ledger, ModuleTelemetry telemetry, ILogger<OrderPlacedConsumer> logger) : IConsumer<OrderPlaced>
{
    public async Task Consume(ConsumeContext<OrderPlaced> context)
    {
        var sale = Read(context.Message);
        using var span = telemetry.StartSpan(AccountingTelemetry.OrderConsumed);
        span?.SetTag(AccountingTelemetry.OrderId, sale.OrderId);
        if (await ledger.TryBookAsync(sale, context.CancellationToken))
        {
            AccountingLog.Booked(
                logger,
                sale.OrderId,
                sale.Total,
                (double)sale.Total.Amount,
                (double)sale.Shipping.Amount,
                sale.Order.ShippingTrackingId,
                sale.Order.Items.Count,
                string.Join(", ", sale.Products.Select(product => $"{product.Quantity} {product.ProductId} at {product.PriceOfOne}")));
        }
        else
        {
            AccountingLog.DuplicateSkipped(logger, sale.OrderId);
        }
    }

    private Sale Read(OrderPlaced placed)
    {
        try
        {
            return Sale.Of(placed);
        }
        catch (RpcException exception)
        {
            // Only the field: the problem may contain data of the message.
            AccountingLog.ParsingFailed(logger, $"{exception.Trailers.GetValue(RpcErrors.FieldTrailer)} is invalid");
            throw;
        }
    }
}
