using AstronomyShop.Contracts;
using Google.Protobuf.WellKnownTypes;

namespace AstronomyShop.Modules.Accounting.Bookings;

/// <summary>Converts stored bookings to the messages of the contract.</summary>
internal static class BookingsResponse
{
    public static ListBookedOrdersResponse Of(IEnumerable<StoredOrder> orders) => new() { Orders = { orders.Select(ToMessage) } };

    private static BookedOrder ToMessage(StoredOrder stored) => new()
    {
        Order = new OrderResult
        {
            OrderId = stored.OrderId,
            ShippingTrackingId = stored.Shipping.TrackingId,
            ShippingCost = ToMessage(stored.Shipping.CostCurrency, stored.Shipping.CostUnits, stored.Shipping.CostNanos),
            ShippingAddress = new Address
            {
                StreetAddress = stored.Shipping.StreetAddress,
                City = stored.Shipping.City,
                State = stored.Shipping.State,
                Country = stored.Shipping.Country,
                ZipCode = stored.Shipping.ZipCode,
            },
            Items =
            {
                stored.Items.Select(item => new OrderItem
                {
                    Item = new CartItem { ProductId = item.ProductId, Quantity = item.Quantity },
                    Cost = ToMessage(item.CostCurrency, item.CostUnits, item.CostNanos),
                }),
            },
        },
        Total = ToMessage(stored.TotalCurrency, stored.TotalUnits, stored.TotalNanos),
        TransactionId = stored.TransactionId ?? string.Empty,
        BookedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(stored.BookedAt)),
    };

    private static MoneyMessage ToMessage(string currency, long units, int nanos) => new() { CurrencyCode = currency, Units = units, Nanos = nanos };
}
