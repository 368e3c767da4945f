using System.Net.Http.Json;
using System.Text.Json;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting;
using AstronomyShop.Tests.Testing;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Accounting;

public sealed class BookingASale : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(PlacedOrders.PlacedAt.AddSeconds(3));
    private readonly HeardLogs logs = new();
    private readonly DataFolder data = new();
    private ShopUnderTest shop = null!;
    private AccountingService.AccountingServiceClient ledger = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Open();

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        data.Dispose();
        logs.Dispose();
    }

    [Fact]
    public async Task A_placed_order_stands_in_the_ledger_as_it_was_placed()
    {
        await Book(PlacedOrders.Placed("order-1"));

        var booked = (await Ledger()).Should().ContainSingle().Subject;
        booked.Order.Should().Be(PlacedOrders.Order("order-1"));
        booked.Total.Should().Be(PlacedOrders.Price(124, 130_000_000));
        booked.TransactionId.Should().Be("transaction-order-1");
        booked.BookedAt.ToDateTimeOffset().Should().Be(clock.GetUtcNow());
        Read("SELECT placed_at FROM \"order\"").Should().Equal($"{PlacedOrders.PlacedAt.ToUnixTimeMilliseconds()}");
    }

    [Fact]
    public async Task An_order_told_again_is_booked_once_and_the_repetition_is_noted()
    {
        await Book(PlacedOrders.Placed("order-1"));
        var another = PlacedOrders.Placed("order-1");
        another.Total = PlacedOrders.Price(1);
        await Book(another);

        (await Ledger()).Should().ContainSingle().Which.Total.Should().Be(PlacedOrders.Price(124, 130_000_000));
        logs.Lines.Should().ContainSingle(line => line.Contains("order-1 is already booked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Orders_told_many_times_at_once_and_in_any_order_are_booked_once_each()
    {
        var deliveries = Enumerable.Range(0, 60).Select(number => PlacedOrders.Placed($"order-{number % 6}")).ToArray();
        new Random(7).Shuffle(deliveries);

        await Task.WhenAll(deliveries.Select(Book));

        (await Ledger()).Select(booked => booked.Order.OrderId).Should().BeEquivalentTo(Enumerable.Range(0, 6).Select(number => $"order-{number}"));
        Read("SELECT count(*) FROM orderitem").Should().Equal("12");
        Read("SELECT count(*) FROM shipping").Should().Equal("6");
    }

    [Fact]
    public async Task What_is_no_order_is_refused_and_accounting_says_so_without_a_word_of_it()
    {
        // A length that goes beyond the end.
        byte[] torn = [0x0A, 0x7F, .. "canary@example.org"u8];
        var delivery = new EventDelivery.EventDeliveryClient(shop.Channel);
        var told = await Refused.Naming(
            delivery.DeliverAsync(new() { Consumer = "Accounting", Type = OrderPlaced.Descriptor.FullName, Body = ByteString.CopyFrom(torn) }, cancellationToken: Now),
            "body");

        told.Status.Detail.Should().Be("body: is not a valid oteldemo.OrderPlaced");
        logs.Lines.Should().ContainSingle(line => line.Contains("accounting.order.parsing_failed")).Which
            .Should().StartWith("AstronomyShop.Modules.Accounting").And.Contain("body is not a valid oteldemo.OrderPlaced");
        logs.Lines.Should().NotContain(line => line.Contains("canary") || line.Contains("protocol message"));
    }

    [Fact]
    public async Task What_cannot_be_booked_is_said_by_the_field_that_is_wrong()
    {
        await Refused.Naming(Booking(Damaged(placed => placed.Order.Items[0].Cost.Nanos = int.MaxValue)), "order.items[0].cost");

        logs.Lines.Should().ContainSingle(line => line.Contains("accounting.order.parsing_failed")).Which
            .Should().Contain("order.items[0].cost is invalid").And.NotContain($"{int.MaxValue}");
    }

    [Fact]
    public async Task An_order_stays_booked_after_a_restart()
    {
        await Book(PlacedOrders.Placed("order-1"));
        await shop.DisposeAsync();
        await Open();
        await Book(PlacedOrders.Placed("order-1"));

        (await Ledger()).Should().ContainSingle().Which.Order.Should().Be(PlacedOrders.Order("order-1"));
    }

    [Fact]
    public async Task An_order_of_the_public_shops_checkout_is_booked_with_the_sum_of_its_lines_and_its_shipping()
    {
        await Book(new OrderPlaced { Order = PlacedOrders.Order("order-1") });

        var booked = (await Ledger()).Single();
        booked.Total.Should().Be(PlacedOrders.Price(124, 130_000_000));
        booked.TransactionId.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_lines_of_one_product_and_price_are_one_line()
    {
        var placed = new OrderPlaced { Order = PlacedOrders.Order("order-1") };
        placed.Order.Items.Add(PlacedOrders.Line("LS4PSXUNUM", 3, PlacedOrders.Price(57, 80_000_000)));
        await Book(placed);

        var booked = (await Ledger()).Single();
        booked.Order.Items.Select(line => (line.Item.ProductId, line.Item.Quantity)).Should().Equal(("LS4PSXUNUM", 5), ("HQTGWGPNH4", 1));
        booked.Total.Should().Be(PlacedOrders.Price(295, 370_000_000));
    }

    [Fact]
    public async Task Orders_without_tracking_id_or_address_are_booked_too()
    {
        foreach (var id in new[] { "order-1", "order-2" })
        {
            var placed = PlacedOrders.Placed(id);
            placed.Order.ShippingTrackingId = string.Empty;
            placed.Order.ShippingAddress = null;
            await Book(placed);
        }

        (await Ledger()).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_event_that_cannot_be_booked_says_why_and_leaves_nothing()
    {
        await Refused.Naming(Booking(new()), "order");
        await Refused.Naming(Booking(PlacedOrders.Placed(string.Empty)), "order.order_id");
        await Refused.Naming(Booking(Damaged(placed => placed.Order.ShippingCost = null)), "order.shipping_cost");
        await Refused.Naming(Booking(Damaged(placed => placed.Order.Items[1].Item = null)), "order.items[1].item");
        await Refused.Naming(Booking(Damaged(placed => placed.Order.Items[1].Cost = null)), "order.items[1].cost");
        await Refused.Naming(Booking(Damaged(placed => placed.Order.Items[1].Cost.CurrencyCode = "EUR")), "order.items");
        await Refused.Naming(Booking(Damaged(placed => placed.Order.Items[0].Cost.Nanos = -1)), "order.items[0].cost");
        await Refused.Naming(Booking(Damaged(placed => placed.Total.Nanos = -1)), "total");
        await Refused.Naming(
            Booking(Damaged(placed => placed.Order.Items.Add(PlacedOrders.Line("LS4PSXUNUM", 1, PlacedOrders.Price(57))))), "order.items[2].cost");

        Read("SELECT order_id FROM \"order\"").Should().BeEmpty();
    }

    [Fact]
    public async Task An_order_that_fails_halfway_leaves_nothing_and_can_be_booked_later()
    {
        DataFolder.Change(data.Path, "accounting", "CREATE TRIGGER broken BEFORE INSERT ON orderitem BEGIN SELECT RAISE(ABORT, 'broken'); END");
        await Refused.With(Booking(PlacedOrders.Placed("order-1")), StatusCode.Unknown);
        Read("SELECT order_id FROM \"order\"").Should().BeEmpty();

        DataFolder.Change(data.Path, "accounting", "DROP TRIGGER broken");
        await Book(PlacedOrders.Placed("order-1"));
        (await Ledger()).Should().ContainSingle();
    }

    [Fact]
    public async Task The_auditor_is_told_what_was_booked()
    {
        await Book(PlacedOrders.Placed("order-1"));
        await Book(PlacedOrders.Placed("order-2"));

        var audit = await shop.Management.GetFromJsonAsync<JsonElement>("/audit", Now);

        audit.GetProperty("booked").GetInt32().Should().Be(2);
        audit.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("id").GetString())
            .Should().NotContain("I5", "nobody here knows what was charged");
    }

    [Fact]
    public async Task No_address_is_logged()
    {
        await Book(PlacedOrders.Placed("order-1"));
        await Book(PlacedOrders.Placed("order-1"));

        logs.Lines.Should().NotContain(line => line.Contains("Amphitheatre", StringComparison.Ordinal));
        logs.Lines.Should().NotContain(line => line.Contains("Mountain View", StringComparison.Ordinal));
    }

    private static OrderPlaced Damaged(Action<OrderPlaced> damage)
    {
        var placed = PlacedOrders.Placed("damaged");
        damage(placed);
        return placed;
    }

    private async ValueTask Open()
    {
        shop = await ShopUnderTest.Start([new AccountingModule()], dataDirectory: data.Path, configure: services =>
        {
            logs.ListenTo(services);
            services.AddSingleton<TimeProvider>(clock);
        });
        ledger = shop.Client(channel => new AccountingService.AccountingServiceClient(channel));
    }

    private AsyncUnaryCall<Empty> Booking(OrderPlaced placed) => shop.Deliver("Accounting", placed);

    private async Task Book(OrderPlaced placed) => await Booking(placed);

    private async Task<IReadOnlyList<BookedOrder>> Ledger() => (await ledger.ListBookedOrdersAsync(new(), cancellationToken: Now)).Orders;

    private IReadOnlyList<string> Read(string sql) => DataFolder.Read(data.Path, "accounting", sql);
}
