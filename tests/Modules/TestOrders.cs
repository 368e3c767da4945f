using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules;

/// <summary>Orders as checkout places them, and their delivery to a consumer.</summary>
internal static class TestOrders
{
    public static readonly DateTimeOffset PlacedAt = new(2027, 2, 28, 12, 0, 0, TimeSpan.Zero);

    public static Contracts.Money Price(long units, int nanos = 0, string currency = "USD") =>
        new() { CurrencyCode = currency, Units = units, Nanos = nanos };

    public static OrderItem Line(string product, int quantity, Contracts.Money price) =>
        new() { Item = new CartItem { ProductId = product, Quantity = quantity }, Cost = price };

    /// <summary>Two flashlights and a book, 124.13 USD with shipping.</summary>
    public static OrderResult Order(string id) => new()
    {
        OrderId = id,
        ShippingTrackingId = $"track-{id}",
        ShippingCost = Price(8, 980_000_000),
        ShippingAddress = new Address
        {
            StreetAddress = "1600 Amphitheatre Parkway", City = "Mountain View", State = "CA", Country = "United States", ZipCode = "94043",
        },
        Items = { Line("LS4PSXUNUM", 2, Price(57, 80_000_000)), Line("HQTGWGPNH4", 1, Price(0, 990_000_000)) },
    };

    public static OrderPlaced Placed(string id) => new()
    {
        Order = Order(id),
        PlacedAt = PlacedAt.ToTimestamp(),
        Total = Price(124, 130_000_000),
        TransactionId = $"transaction-{id}",
    };

    public static AsyncUnaryCall<Contracts.Empty> Deliver(this ShopUnderTest shop, string consumer, OrderPlaced placed) =>
        new EventDelivery.EventDeliveryClient(shop.Channel).DeliverAsync(
            new() { Consumer = consumer, Type = OrderPlaced.Descriptor.FullName, Body = placed.ToByteString() },
            cancellationToken: TestContext.Current.CancellationToken);
}
