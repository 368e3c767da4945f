using AstronomyShop.Contracts;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Messages may be delivered several times and in any order: each order is booked once, with the total of its message.</summary>
public sealed class DeliveryOrderTests(ITestOutputHelper output)
{
    // For each delivery, the index of one of six orders.
    private static readonly Gen<List<int>> Deliveries = Gen.Int[0, 5].List[1, 24];

    [Fact]
    public async Task Messages_in_any_order_are_booked_once_each()
    {
        await using var counter = await ModelShop.OpenAsync();
        var ledger = new AccountingService.AccountingServiceClient(counter.Channel);
        var delivery = new EventDelivery.EventDeliveryClient(counter.Channel);
        await Deliveries.SampleAsync(
            async deliveries =>
            {
                var orders = Enumerable.Range(0, 6).Select(NewOrder).ToList();
                await Task.WhenAll(deliveries.Select(one => DeliverAsync(delivery, orders[one])));

                var booked = (await ledger.ListBookedOrdersAsync(new ListBookedOrdersRequest { Limit = 100 })).Orders.ToLookup(one => one.Order.OrderId);
                foreach (var (order, number) in orders.Select((order, number) => (order, number)))
                {
                    booked[order.Order.OrderId].Select(one => one.Total).Should().Equal(deliveries.Contains(number) ? [order.Total] : []);
                }
            },
            writeLine: output.WriteLine,
            iter: 20,
            threads: 1,
            print: deliveries => string.Join(", ", deliveries));
    }

    private static async Task DeliverAsync(EventDelivery.EventDeliveryClient delivery, OrderPlaced placed)
    {
        foreach (var consumer in (string[])["Accounting", "FraudDetection"])
        {
            await delivery.DeliverAsync(new DeliverRequest { Consumer = consumer, Type = OrderPlaced.Descriptor.FullName, Body = placed.ToByteString() });
        }
    }

    private static OrderPlaced NewOrder(int number)
    {
        var cost = new Money { CurrencyCode = "EUR", Units = number + 1 };
        return new OrderPlaced
        {
            PlacedAt = new Timestamp { Seconds = 1_700_000_000 },
            Total = new Money { CurrencyCode = "EUR", Units = number + 6 },
            TransactionId = "T1",
            Order = new OrderResult
            {
                OrderId = Guid.NewGuid().ToString(),
                ShippingTrackingId = "S1",
                ShippingCost = new Money { CurrencyCode = "EUR", Units = 5 },
                ShippingAddress = new Address { Country = "Czechia" },
                Items = { new OrderItem { Cost = cost, Item = new CartItem { ProductId = "LS4PSXUNUM", Quantity = 1 } } },
            },
        };
    }
}
