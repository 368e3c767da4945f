using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Rpc;

namespace AstronomyShop.Modules.Email;

/// <summary>The confirmation of an order as an HTML e-mail.</summary>
internal sealed record Confirmation(string Subject, string Body)
{
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT: the order lacks data that the e-mail must contain.</exception>
    public static Confirmation Of(OrderResult order)
    {
        if (order.OrderId.Length == 0)
        {
            throw RpcErrors.InvalidArgument("order.order_id", "is missing");
        }

        var shipping = Read(order.ShippingCost, "order.shipping_cost");
        var lines = order.Items.Select(Line).ToList();
        var subject = $"Your order {order.OrderId} at the Astronomy Shop";
        return new Confirmation(subject, Page(subject, order, lines, shipping));
    }

    private static string Page(string subject, OrderResult order, List<OrderLine> lines, Money shipping) => string.Concat(
        [
            Html.Encode(
                $"""
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>{subject}</title></head>
                <body>
                <h1>Thank you for your order!</h1>
                <p>We have shipped your order. Here are the details.</p>
                <p>Order: {order.OrderId}<br>Tracking number: {order.ShippingTrackingId}</p>
                <h2>Shipping address</h2>
                <p>
                """),
            string.Join("<br>", AddressLines(order.ShippingAddress ?? new Address()).Select(line => Html.Encode($"{line}"))),
            "</p>\n<h2>Products</h2>\n<table>\n<tr><th>Product</th><th>Quantity</th><th>Unit price</th><th>Price</th></tr>\n",
            .. lines.Select(line => Html.Encode(
                $"<tr><td>{line.ProductId}</td><td>{line.Quantity}</td><td>{line.PriceOfOne}</td><td>{line.PriceOfOne * line.Quantity}</td></tr>\n")),
            Html.Encode($"</table>\n<p>Shipping: {shipping}<br>Total: {Total(lines, shipping)}</p>\n</body>\n</html>\n"),
        ]);

    // As on a parcel label; empty fields leave no empty lines.
    private static IEnumerable<string> AddressLines(Address address) =>
        new[] { address.StreetAddress, $"{address.ZipCode} {address.City}".Trim(), address.State, address.Country }.Where(line => line.Length > 0);

    private static OrderLine Line(OrderItem item, int position)
    {
        var field = $"order.items[{position}]";
        var product = item.Item ?? throw RpcErrors.InvalidArgument($"{field}.item", "is missing");
        return new OrderLine(product.ProductId, product.Quantity, Read(item.Cost, $"{field}.cost"));
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

    private static Money Total(List<OrderLine> lines, Money shipping)
    {
        try
        {
            return lines.Aggregate(shipping, (sum, line) => sum + (line.PriceOfOne * line.Quantity));
        }
        catch (Exception exception) when (exception is InvalidOperationException or OverflowException)
        {
            throw RpcErrors.InvalidArgument("order.items", exception.Message);
        }
    }

    private sealed record OrderLine(string ProductId, int Quantity, Money PriceOfOne);
}
