using AstronomyShop.Contracts;
using AstronomyShop.Modules.FraudDetection;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.FraudDetection;

public sealed class FraudScoringTests : IAsyncLifetime
{
    private readonly RecordingLoggerProvider logs = new();
    private readonly DataFolder data = new();
    private ShopUnderTest shop = null!;

    public ValueTask InitializeAsync() => OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        data.Dispose();
        logs.Dispose();
    }

    [Fact]
    public async Task An_everyday_order_is_approved()
    {
        await DeliverAsync(TestOrders.Placed("order-1"));

        Verdicts().Should().Equal("order-1 approve 0 ");
    }

    [Theory]
    [InlineData(10_000, 0, "approve 0 ")]
    [InlineData(10_000, 10_000_000, "review 50 high-total")]
    public async Task An_expensive_order_is_reviewed(long units, int nanos, string verdict)
    {
        await DeliverAsync(With(placed => placed.Total = TestOrders.Price(units, nanos)));

        Verdicts().Should().Equal($"order-1 {verdict}");
    }

    [Theory]
    [InlineData("EUR", 10_000)]
    [InlineData("CZK", 100_000)]
    [InlineData("JPY", 1_000_000)]
    [InlineData("KRW", 10_000_000)]
    [InlineData("IDR", 100_000_000)]
    public async Task The_limit_for_expensive_orders_depends_on_the_currency(string currency, long limit)
    {
        await DeliverAsync(With(placed => placed.Total = TestOrders.Price(limit, currency: currency), "at the limit"));
        await DeliverAsync(With(placed => placed.Total = TestOrders.Price(limit + 1, currency: currency), "above it"));

        Verdicts().Should().Equal("above it review 50 high-total", "at the limit approve 0 ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task An_expensive_order_without_an_address_is_rejected(string country)
    {
        await DeliverAsync(With(placed =>
        {
            placed.Total = TestOrders.Price(10_001);
            placed.Order.ShippingAddress.Country = country;
        }));

        Verdicts().Should().Equal("order-1 reject 90 high-total,high-total-without-country");
    }

    [Fact]
    public async Task A_cheap_order_without_an_address_is_approved()
    {
        await DeliverAsync(With(placed => placed.Order.ShippingAddress = null));

        Verdicts().Should().Equal("order-1 approve 0 ");
    }

    [Theory]
    [InlineData(50, "approve 0 ")]
    [InlineData(51, "review 40 many-of-one-product")]
    public async Task A_large_quantity_of_one_product_is_reviewed(int quantity, string verdict)
    {
        await DeliverAsync(With(placed => placed.Order.Items[0].Item.Quantity = quantity));

        Verdicts().Should().Equal($"order-1 {verdict}");
    }

    [Fact]
    public async Task Quantities_of_one_product_are_summed_over_lines()
    {
        await DeliverAsync(With(placed => placed.Order.Items.Add(TestOrders.Line("LS4PSXUNUM", 49, TestOrders.Price(57, 80_000_000)))));

        Verdicts().Should().Equal("order-1 review 40 many-of-one-product");
    }

    [Theory]
    [InlineData(9, "approve 0 ")]
    [InlineData(10, "approve 20 many-products")]
    public async Task Many_different_products_raise_the_score(int products, string verdict)
    {
        await DeliverAsync(With(placed => Fill(placed, products)));

        Verdicts().Should().Equal($"order-1 {verdict}");
    }

    [Fact]
    public async Task Every_broken_rule_adds_to_the_score()
    {
        await DeliverAsync(With(placed =>
        {
            Fill(placed, 10);
            placed.Order.Items[0].Item.Quantity = 99;
            placed.Total = TestOrders.Price(20_000);
            placed.Order.ShippingAddress.Country = string.Empty;
        }));

        Verdicts().Should().Equal("order-1 reject 150 high-total,high-total-without-country,many-of-one-product,many-products");
    }

    [Fact]
    public async Task An_order_without_a_total_is_scored_by_the_sum_of_its_lines()
    {
        await DeliverAsync(With(placed =>
        {
            placed.Total = null;
            placed.Order.Items.Add(TestOrders.Line("9SIQT8TOJO", 3, TestOrders.Price(3599)));
        }));

        Verdicts().Should().Equal("order-1 review 50 high-total");
    }

    [Fact]
    public async Task A_redelivered_order_keeps_its_first_verdict()
    {
        await DeliverAsync(TestOrders.Placed("order-1"));
        await DeliverAsync(With(placed => placed.Total = TestOrders.Price(20_000)));
        await shop.DisposeAsync();
        await OpenAsync();
        await DeliverAsync(With(placed => placed.Total = TestOrders.Price(20_000)));

        Verdicts().Should().Equal("order-1 approve 0 ");
    }

    [Fact]
    public async Task Twenty_concurrent_deliveries_of_an_order_are_scored_and_counted_once()
    {
        using var counts = new RecordingMeterListener("FraudDetection", "demo.fraud.verdicts");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => DeliverAsync(TestOrders.Placed("order-1"))));

        counts.Measurements.Should().Equal("demo.fraud.verdict=approve");
        Verdicts().Should().Equal("order-1 approve 0 ");
    }

    [Fact]
    public async Task An_incomplete_event_is_rejected_with_the_reason_and_gets_no_verdict()
    {
        await RejectedCall.NamingAsync(shop.Deliver("FraudDetection", new()), "order");
        await RejectedCall.NamingAsync(shop.Deliver("FraudDetection", TestOrders.Placed(string.Empty)), "order.order_id");
        await RejectedCall.NamingAsync(shop.Deliver("FraudDetection", With(placed => placed.Total.Nanos = -1)), "total");
        await RejectedCall.NamingAsync(shop.Deliver("FraudDetection", new() { Order = new() { OrderId = "order-1" } }), "total");

        Verdicts().Should().BeEmpty();
    }

    [Fact]
    public async Task No_address_is_logged()
    {
        await DeliverAsync(TestOrders.Placed("order-1"));

        logs.Lines.Should().NotContain(line => line.Contains("Amphitheatre", StringComparison.Ordinal));
        logs.Lines.Should().NotContain(line => line.Contains("Mountain View", StringComparison.Ordinal));
        logs.Lines.Should().Contain(line => line.Contains("Order order-1 scored 0: approve", StringComparison.Ordinal));
    }

    private static OrderPlaced With(Action<OrderPlaced> change, string id = "order-1")
    {
        var placed = TestOrders.Placed(id);
        change(placed);
        return placed;
    }

    private static void Fill(OrderPlaced placed, int products)
    {
        placed.Order.Items.Clear();
        placed.Order.Items.Add(Enumerable.Range(0, products).Select(number => TestOrders.Line($"product-{number}", 1, TestOrders.Price(1))));
    }

    private async ValueTask OpenAsync() =>
        shop = await ShopUnderTest.StartAsync([new FraudDetectionModule()], dataDirectory: data.Path, configure: logs.AddTo);

    private async Task DeliverAsync(OrderPlaced placed) => await shop.Deliver("FraudDetection", placed);

    private IReadOnlyList<string> Verdicts() => DataFolder.Read(
        data.Path, "fraud-detection", "SELECT order_id || ' ' || decision || ' ' || score || ' ' || reasons FROM verdict ORDER BY order_id");
}
