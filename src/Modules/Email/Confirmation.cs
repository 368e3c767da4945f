using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Web;
using RazorSlices;

namespace AstronomyShop.Modules.Email;

/// <summary>The confirmation of an order as an HTML e-mail.</summary>
internal sealed record Confirmation(OrderResult Order, IReadOnlyList<OrderLine> Lines, Money Shipping, Money Total)
{
    public string Subject => $"Your order {Order.OrderId} at the Astronomy Shop";

    /// <summary>As on a parcel label; empty fields leave no empty lines.</summary>
    public IEnumerable<string> AddressLines
    {
        get
        {
            var address = Order.ShippingAddress ?? new Address();
            return new[] { address.StreetAddress, $"{address.ZipCode} {address.City}".Trim(), address.State, address.Country }.Where(line => line.Length > 0);
        }
    }

    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT: the order lacks data that the e-mail must contain.</exception>
    public static Confirmation Of(OrderResult order)
    {
        if (order.OrderId.Length == 0)
        {
            throw RpcErrors.InvalidArgument("order.order_id", "is missing");
        }

        var shipping = Read(order.ShippingCost, "order.shipping_cost");
        var lines = order.Items.Select(Line).ToList();
        return new Confirmation(order, lines, shipping, Sum(lines, shipping));
    }

    public async Task<string> RenderAsync() => await new ConfirmationEmail { Model = this }.RenderAsync(HtmlPage.Encoder);

    private static OrderLine Line(OrderItem item, int position)
    {
        var field = $"order.items[{position}]";
        var product = item.Item ?? throw RpcErrors.InvalidArgument($"{field}.item", "is missing");
        return new OrderLine(product.ProductId, product.Quantity, Read(item.Cost, $"{field}.cost"));
    }

    private static Money Read(MoneyMessage? message, string field)
    {
        try
        {
            return message is null ? throw RpcErrors.InvalidArgument(field, "is missing") : Money.From(message);
        }
        catch (FormatException exception)
        {
            throw RpcErrors.InvalidArgument(field, exception.Message);
        }
    }

    private static Money Sum(List<OrderLine> lines, Money shipping)
    {
        try
        {
            return lines.Aggregate(shipping, (sum, line) => sum + line.Price);
        }
        catch (Exception exception) when (exception is InvalidOperationException or OverflowException)
        {
            throw RpcErrors.InvalidArgument("order.items", exception.Message);
        }
    }
}

/// <summary>A product of the order.</summary>
internal sealed record OrderLine(string ProductId, int Quantity, Money PriceOfOne)
{
    public Money Price => PriceOfOne * Quantity;
}
