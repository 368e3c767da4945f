using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.Modules.FraudDetection;

/// <summary>The data that the fraud rules use.</summary>
internal sealed record SuspectOrder(string OrderId, Money Total, string Country, IReadOnlyList<long> Quantities)
{
    /// <exception cref="RpcException">INVALID_ARGUMENT: the event is incomplete; a retry cannot succeed.</exception>
    public static SuspectOrder Of(OrderPlaced placed)
    {
        var order = placed.Order ?? throw RpcErrors.InvalidArgument("order", "is missing");
        if (order.OrderId.Length == 0)
        {
            throw RpcErrors.InvalidArgument("order.order_id", "is missing");
        }

        return new SuspectOrder(
            order.OrderId,
            TotalOf(placed),
            order.ShippingAddress?.Country.Trim() ?? string.Empty,
            [.. order.Items.GroupBy(line => line.Item?.ProductId).Select(lines => lines.Sum(line => (long)(line.Item?.Quantity ?? 0)))]);
    }

    // The public shop's checkout publishes no total.
    private static Money TotalOf(OrderPlaced placed)
    {
        try
        {
            return placed.Total is { } total
                ? Money.From(total)
                : placed.Order.Items.Aggregate(
                    Money.From(placed.Order.ShippingCost), (sum, line) => sum + (Money.From(line.Cost) * (line.Item?.Quantity ?? 0)));
        }
        catch (Exception exception) when (exception is ArgumentNullException or FormatException or InvalidOperationException or OverflowException)
        {
            throw RpcErrors.InvalidArgument("total", exception is ArgumentNullException ? "is missing, and a price is missing too" : exception.Message);
        }
    }
}
