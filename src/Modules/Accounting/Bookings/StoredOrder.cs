using System.ComponentModel.DataAnnotations.Schema;

namespace AstronomyShop.Modules.Accounting.Bookings;

[Table("order")]
internal sealed class StoredOrder
{
    [Column("order_id")]
    public required string OrderId { get; init; }

    [Column("total_currency_code")]
    public required string TotalCurrency { get; init; }

    [Column("total_units")]
    public long TotalUnits { get; init; }

    [Column("total_nanos")]
    public int TotalNanos { get; init; }

    /// <summary>Null when the publisher did not provide it.</summary>
    [Column("transaction_id")]
    public string? TransactionId { get; init; }

    /// <summary>In Unix milliseconds, as is <see cref="BookedAt"/>; null when the publisher did not provide it.</summary>
    [Column("placed_at")]
    public long? PlacedAt { get; init; }

    [Column("booked_at")]
    public long BookedAt { get; init; }

    public StoredShipping Shipping { get; init; } = null!;

    public List<StoredItem> Items { get; init; } = [];
}

[Table("shipping")]
internal sealed class StoredShipping
{
    [Column("shipping_tracking_id")]
    public required string TrackingId { get; init; }

    [Column("shipping_cost_currency_code")]
    public required string CostCurrency { get; init; }

    [Column("shipping_cost_units")]
    public long CostUnits { get; init; }

    [Column("shipping_cost_nanos")]
    public int CostNanos { get; init; }

    [Column("street_address")]
    public required string StreetAddress { get; init; }

    [Column("city")]
    public required string City { get; init; }

    [Column("state")]
    public required string State { get; init; }

    [Column("country")]
    public required string Country { get; init; }

    [Column("zip_code")]
    public required string ZipCode { get; init; }

    [Column("order_id")]
    public required string OrderId { get; init; }

    public static StoredShipping Of(Sale sale)
    {
        var (cost, address) = (sale.Shipping.ToMessage(), sale.Order.ShippingAddress ?? new());
        return new StoredShipping
        {
            TrackingId = sale.Order.ShippingTrackingId,
            CostCurrency = cost.CurrencyCode,
            CostUnits = cost.Units,
            CostNanos = cost.Nanos,
            StreetAddress = address.StreetAddress,
            City = address.City,
            State = address.State,
            Country = address.Country,
            ZipCode = address.ZipCode,
            OrderId = sale.OrderId,
        };
    }
}

[Table("orderitem")]
internal sealed class StoredItem
{
    [Column("item_cost_currency_code")]
    public required string CostCurrency { get; init; }

    [Column("item_cost_units")]
    public long CostUnits { get; init; }

    [Column("item_cost_nanos")]
    public int CostNanos { get; init; }

    [Column("product_id")]
    public required string ProductId { get; init; }

    [Column("quantity")]
    public int Quantity { get; init; }

    [Column("order_id")]
    public required string OrderId { get; init; }

    /// <summary>The position among the order's lines.</summary>
    [Column("position")]
    public int Position { get; init; }

    public static StoredItem Of(string orderId, SoldProduct product, int position)
    {
        var cost = product.PriceOfOne.ToMessage();
        return new StoredItem
        {
            CostCurrency = cost.CurrencyCode,
            CostUnits = cost.Units,
            CostNanos = cost.Nanos,
            ProductId = product.ProductId,
            Quantity = product.Quantity,
            OrderId = orderId,
            Position = position,
        };
    }
}
