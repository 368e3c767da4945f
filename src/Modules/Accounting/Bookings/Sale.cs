using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.Modules.Accounting.Bookings;

/// <summary>A validated order, ready to be booked.</summary>
internal sealed record Sale(
    OrderResult Order, IReadOnlyList<SoldProduct> Products, Money Shipping, Money Total, string? TransactionId, DateTimeOffset? PlacedAt)
{
    public string OrderId => Order.OrderId;

    /// <exception cref="RpcException">
    /// INVALID_ARGUMENT: the event is invalid; a retry cannot succeed. A status keeps its detail also when the event was delivered from another
    /// process.
    /// </exception>
    public static Sale Of(OrderPlaced placed)
    {
        var order = placed.Order ?? throw RpcErrors.InvalidArgument("order", "is missing");
        if (order.OrderId.Length == 0)
        {
            throw RpcErrors.InvalidArgument("order.order_id", "is missing");
        }

        var shipping = Read(order.ShippingCost, "order.shipping_cost");
        var (products, sum) = Add(order, shipping);
        return new Sale(
            order,
            products,
            shipping,

            // The public shop's checkout publishes neither total nor transaction.
            placed.Total is null ? sum : Read(placed.Total, "total"),
            placed.TransactionId.Length == 0 ? null : placed.TransactionId,
            placed.PlacedAt?.ToDateTimeOffset());
    }

    private static (List<SoldProduct> Products, Money Sum) Add(OrderResult order, Money shipping)
    {
        try
        {
            var products = ReadProducts(order);
            return (products, products.Aggregate(shipping, (sum, product) => sum + (product.PriceOfOne * product.Quantity)));
        }
        catch (Exception exception) when (exception is InvalidOperationException or OverflowException)
        {
            throw RpcErrors.InvalidArgument("order.items", exception.Message);
        }
    }

    // The ledger has one line per product of an order: lines with the same product and price are merged.
    private static List<SoldProduct> ReadProducts(OrderResult order)
    {
        var products = new List<SoldProduct>();
        for (var position = 0; position < order.Items.Count; position++)
        {
            var field = $"order.items[{position}]";
            var item = order.Items[position].Item ?? throw RpcErrors.InvalidArgument($"{field}.item", "is missing");
            var price = Read(order.Items[position].Cost, $"{field}.cost");
            var same = products.FindIndex(product => product.ProductId == item.ProductId);
            if (same < 0)
            {
                products.Add(new SoldProduct(item.ProductId, item.Quantity, price));
            }
            else if (products[same].PriceOfOne == price)
            {
                products[same] = products[same] with { Quantity = checked(products[same].Quantity + item.Quantity) };
            }
            else
            {
                throw RpcErrors.InvalidArgument($"{field}.cost", "differs from the price of another line with the same product");
            }
        }

        return products;
    }

    private static Money Read(MoneyMessage? message, string field)
    {
        if (message is not null && !Currencies.IsCode(message.CurrencyCode))
        {
            throw RpcErrors.InvalidArgument($"{field}.currency_code", "is not a currency code");
        }

        try
        {
            return message is null ? throw RpcErrors.InvalidArgument(field, "is missing") : Money.From(message);
        }
        catch (FormatException exception)
        {
            throw RpcErrors.InvalidArgument(field, exception.Message);
        }
    }
}

internal sealed record SoldProduct(string ProductId, int Quantity, Money PriceOfOne);
