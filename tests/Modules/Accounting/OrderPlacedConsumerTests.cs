using System.Net.Http.Json;
using System.Text.Json;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting;
using AstronomyShop.Modules.Audit;
using AstronomyShop.Tests.Testing;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Accounting;

public sealed class OrderPlacedConsumerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(TestOrders.PlacedAt.AddSeconds(3));
    private readonly RecordingLoggerProvider logs = new();
    private readonly DataFolder data = new();
    private ShopUnderTest shop = null!;
    private AccountingService.AccountingServiceClient ledger = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        data.Dispose();
        logs.Dispose();
    }

    [Fact]
    public async Task A_placed_order_is_booked_as_it_was_placed()
    {
        await BookAsync(TestOrders.Placed("order-1"));

        var booked = (await LedgerAsync()).Should().ContainSingle().Subject;
        booked.Order.Should().Be(TestOrders.Order("order-1"));
        booked.Total.Should().Be(TestOrders.Price(124, 130_000_000));
        booked.TransactionId.Should().Be("transaction-order-1");
        booked.BookedAt.ToDateTimeOffset().Should().Be(clock.GetUtcNow());
        Read("SELECT placed_at FROM \"order\"").Should().Equal($"{TestOrders.PlacedAt.ToUnixTimeMilliseconds()}");
    }

    [Fact]
    public async Task A_redelivered_order_is_booked_once_and_the_duplicate_is_logged()
    {
        await BookAsync(TestOrders.Placed("order-1"));
        var another = TestOrders.Placed("order-1");
        another.Total = TestOrders.Price(1);
        another.Order.Items.Add(TestOrders.Line("another", 1, TestOrders.Price(1)));
        await BookAsync(another);

        var booked = (await LedgerAsync()).Should().ContainSingle().Subject;
        booked.Total.Should().Be(TestOrders.Price(124, 130_000_000));
        booked.Order.Should().Be(TestOrders.Order("order-1"));
        logs.Lines.Should().ContainSingle(line => line.Contains("order-1 is already booked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Orders_delivered_concurrently_and_repeatedly_are_booked_once_each()
    {
        var deliveries = Enumerable.Range(0, 60).Select(number => TestOrders.Placed($"order-{number % 6}")).ToArray();
        new Random(7).Shuffle(deliveries);

        await Task.WhenAll(deliveries.Select(BookAsync));

        (await LedgerAsync()).Select(booked => booked.Order.OrderId).Should().BeEquivalentTo(Enumerable.Range(0, 6).Select(number => $"order-{number}"));
        Read("SELECT count(*) FROM orderitem").Should().Equal("12");
        Read("SELECT count(*) FROM shipping").Should().Equal("6");
    }

    [Fact]
    public async Task An_invalid_order_is_rejected_and_its_content_is_not_logged()
    {
        // A field whose length exceeds the message.
        byte[] torn = [0x0A, 0x7F, .. "canary@example.org"u8];
        var delivery = new EventDelivery.EventDeliveryClient(shop.Channel);
        var received = await RejectedCall.NamingAsync(
            delivery.DeliverAsync(new() { Consumer = "Accounting", Type = OrderPlaced.Descriptor.FullName, Body = ByteString.CopyFrom(torn) }, cancellationToken: TestCancellation),
            "body");

        received.Status.Detail.Should().Be("body: is not a valid oteldemo.OrderPlaced");
        logs.Lines.Should().ContainSingle(line => line.Contains("accounting.order.parsing_failed")).Which
            .Should().StartWith("AstronomyShop.Modules.Accounting").And.Contain("body is not a valid oteldemo.OrderPlaced");
        logs.Lines.Should().NotContain(line => line.Contains("canary") || line.Contains("protocol message"));
    }

    [Fact]
    public async Task An_order_that_cannot_be_booked_is_rejected_with_the_invalid_field()
    {
        await RejectedCall.NamingAsync(Booking(Damaged(placed => placed.Order.Items[0].Cost.Nanos = int.MaxValue)), "order.items[0].cost");

        logs.Lines.Should().ContainSingle(line => line.Contains("accounting.order.parsing_failed")).Which
            .Should().Contain("order.items[0].cost is invalid").And.NotContain($"{int.MaxValue}");
    }

    [Fact]
    public async Task An_order_stays_booked_after_a_restart()
    {
        await BookAsync(TestOrders.Placed("order-1"));
        await shop.DisposeAsync();
        await OpenAsync();
        await BookAsync(TestOrders.Placed("order-1"));

        (await LedgerAsync()).Should().ContainSingle().Which.Order.Should().Be(TestOrders.Order("order-1"));
    }

    [Fact]
    public async Task An_order_of_the_public_checkout_is_booked_with_the_sum_of_its_lines_and_shipping()
    {
        await BookAsync(new OrderPlaced { Order = TestOrders.Order("order-1") });

        var booked = (await LedgerAsync()).Single();
        booked.Total.Should().Be(TestOrders.Price(124, 130_000_000));
        booked.TransactionId.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_lines_of_one_product_and_price_are_one_line()
    {
        var placed = new OrderPlaced { Order = TestOrders.Order("order-1") };
        placed.Order.Items.Add(TestOrders.Line("LS4PSXUNUM", 3, TestOrders.Price(57, 80_000_000)));
        await BookAsync(placed);

        var booked = (await LedgerAsync()).Single();
        booked.Order.Items.Select(line => (line.Item.ProductId, line.Item.Quantity)).Should().Equal(("LS4PSXUNUM", 5), ("HQTGWGPNH4", 1));
        booked.Total.Should().Be(TestOrders.Price(295, 370_000_000));
    }

    [Fact]
    public async Task Orders_without_tracking_id_or_address_are_booked_too()
    {
        foreach (var id in new[] { "order-1", "order-2" })
        {
            var placed = TestOrders.Placed(id);
            placed.Order.ShippingTrackingId = string.Empty;
            placed.Order.ShippingAddress = null;
            await BookAsync(placed);
        }

        (await LedgerAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_event_that_cannot_be_booked_reports_the_reason_and_leaves_no_rows()
    {
        await RejectedCall.NamingAsync(Booking(new()), "order");
        await RejectedCall.NamingAsync(Booking(TestOrders.Placed(string.Empty)), "order.order_id");
        await RejectedCall.NamingAsync(Booking(Damaged(placed => placed.Order.ShippingCost = null)), "order.shipping_cost");
        await RejectedCall.NamingAsync(Booking(Damaged(placed => placed.Order.ShippingAddress.City = "a\0b")), "order.shipping_address.city");
        await RejectedCall.NamingAsync(Booking(Damaged(placed => placed.Order.Items[1].Item = null)), "order.items[1].item");
        await RejectedCall.NamingAsync(Booking(Damaged(placed => placed.Order.Items[1].Cost = null)), "order.items[1].cost");
        await RejectedCall.NamingAsync(Booking(Damaged(placed => placed.Order.Items[1].Cost.CurrencyCode = "EUR")), "order.items");
        await RejectedCall.NamingAsync(Booking(Damaged(placed => placed.Order.Items[0].Cost.Nanos = -1)), "order.items[0].cost");
        await RejectedCall.NamingAsync(Booking(Damaged(placed => placed.Total.Nanos = -1)), "total");
        await RejectedCall.NamingAsync(
            Booking(Damaged(placed => placed.Order.Items.Add(TestOrders.Line("LS4PSXUNUM", 1, TestOrders.Price(57))))), "order.items[2].cost");

        Read("SELECT order_id FROM \"order\"").Should().BeEmpty();
    }

    [Fact]
    public async Task An_order_that_fails_halfway_leaves_no_rows_and_can_be_booked_later()
    {
        DataFolder.Execute(data.Path, "accounting", "CREATE TRIGGER broken BEFORE INSERT ON orderitem BEGIN SELECT RAISE(ABORT, 'broken'); END");
        await RejectedCall.WithAsync(Booking(TestOrders.Placed("order-1")), StatusCode.Unknown);
        Read("SELECT order_id FROM \"order\"").Should().BeEmpty();

        DataFolder.Execute(data.Path, "accounting", "DROP TRIGGER broken");
        await BookAsync(TestOrders.Placed("order-1"));
        (await LedgerAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task The_audit_snapshot_contains_the_booked_orders()
    {
        await BookAsync(TestOrders.Placed("order-1"));
        await BookAsync(TestOrders.Placed("order-2"));

        var audit = await shop.Management.GetFromJsonAsync<JsonElement>("/audit", TestCancellation);

        audit.GetProperty("booked").GetInt32().Should().Be(2);
        audit.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("id").GetString())
            .Should().NotContain("I5", "this shop has no payment module");
    }

    [Fact]
    public async Task No_address_is_logged()
    {
        await BookAsync(TestOrders.Placed("order-1"));
        await BookAsync(TestOrders.Placed("order-1"));

        logs.Lines.Should().NotContain(line => line.Contains("Amphitheatre", StringComparison.Ordinal));
        logs.Lines.Should().NotContain(line => line.Contains("Mountain View", StringComparison.Ordinal));
    }

    private static OrderPlaced Damaged(Action<OrderPlaced> damage)
    {
        var placed = TestOrders.Placed("damaged");
        damage(placed);
        return placed;
    }

    private async ValueTask OpenAsync()
    {
        shop = await ShopUnderTest.StartAsync([new AccountingModule(), new AuditModule()], dataDirectory: data.Path, configure: services =>
        {
            logs.AddTo(services);
            services.AddSingleton<TimeProvider>(clock);
        });
        ledger = shop.Client(channel => new AccountingService.AccountingServiceClient(channel));
    }

    private AsyncUnaryCall<Empty> Booking(OrderPlaced placed) => shop.Deliver("Accounting", placed);

    private async Task BookAsync(OrderPlaced placed) => await Booking(placed);

    private async Task<IReadOnlyList<BookedOrder>> LedgerAsync() => (await ledger.ListBookedOrdersAsync(new(), cancellationToken: TestCancellation)).Orders;

    private IReadOnlyList<string> Read(string sql) => DataFolder.Read(data.Path, "accounting", sql);
}
