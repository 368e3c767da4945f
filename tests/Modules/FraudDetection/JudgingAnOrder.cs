using AstronomyShop.Contracts;
using AstronomyShop.Modules.FraudDetection;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.FraudDetection;

public sealed class JudgingAnOrder : IAsyncLifetime
{
    private readonly HeardLogs logs = new();
    private readonly DataFolder data = new();
    private ShopUnderTest shop = null!;

    public ValueTask InitializeAsync() => Open();

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        data.Dispose();
        logs.Dispose();
    }

    [Fact]
    public async Task An_everyday_order_is_approved()
    {
        await Judge(PlacedOrders.Placed("order-1"));

        Verdicts().Should().Equal("order-1 approve 0 ");
    }

    [Theory]
    [InlineData(10_000, 0, "approve 0 ")]
    [InlineData(10_000, 10_000_000, "review 50 high-total")]
    public async Task A_dear_order_is_reviewed(long units, int nanos, string verdict)
    {
        await Judge(With(placed => placed.Total = PlacedOrders.Price(units, nanos)));

        Verdicts().Should().Equal($"order-1 {verdict}");
    }

    [Theory]
    [InlineData("EUR", 10_000)]
    [InlineData("CZK", 100_000)]
    [InlineData("JPY", 1_000_000)]
    [InlineData("KRW", 10_000_000)]
    [InlineData("IDR", 100_000_000)]
    public async Task What_is_dear_depends_on_the_currency(string currency, long limit)
    {
        await Judge(With(placed => placed.Total = PlacedOrders.Price(limit, currency: currency), "at the limit"));
        await Judge(With(placed => placed.Total = PlacedOrders.Price(limit + 1, currency: currency), "above it"));

        Verdicts().Should().Equal("above it review 50 high-total", "at the limit approve 0 ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_dear_order_that_goes_nowhere_is_rejected(string country)
    {
        await Judge(With(placed =>
        {
            placed.Total = PlacedOrders.Price(10_001);
            placed.Order.ShippingAddress.Country = country;
        }));

        Verdicts().Should().Equal("order-1 reject 90 high-total,high-total-without-country");
    }

    [Fact]
    public async Task A_cheap_order_may_go_nowhere()
    {
        await Judge(With(placed => placed.Order.ShippingAddress = null));

        Verdicts().Should().Equal("order-1 approve 0 ");
    }

    [Theory]
    [InlineData(50, "approve 0 ")]
    [InlineData(51, "review 40 many-of-one-product")]
    public async Task Hoarding_one_product_is_reviewed(int quantity, string verdict)
    {
        await Judge(With(placed => placed.Order.Items[0].Item.Quantity = quantity));

        Verdicts().Should().Equal($"order-1 {verdict}");
    }

    [Fact]
    public async Task Hoarding_is_seen_through_several_lines()
    {
        await Judge(With(placed => placed.Order.Items.Add(PlacedOrders.Line("LS4PSXUNUM", 49, PlacedOrders.Price(57, 80_000_000)))));

        Verdicts().Should().Equal("order-1 review 40 many-of-one-product");
    }

    [Theory]
    [InlineData(9, "approve 0 ")]
    [InlineData(10, "approve 20 many-products")]
    public async Task Buying_the_whole_shop_counts(int products, string verdict)
    {
        await Judge(With(placed => Fill(placed, products)));

        Verdicts().Should().Equal($"order-1 {verdict}");
    }

    [Fact]
    public async Task Every_broken_rule_adds_to_the_score()
    {
        await Judge(With(placed =>
        {
            Fill(placed, 10);
            placed.Order.Items[0].Item.Quantity = 99;
            placed.Total = PlacedOrders.Price(20_000);
            placed.Order.ShippingAddress.Country = string.Empty;
        }));

        Verdicts().Should().Equal("order-1 reject 150 high-total,high-total-without-country,many-of-one-product,many-products");
    }

    [Fact]
    public async Task An_order_without_a_total_is_judged_by_the_sum_of_its_lines()
    {
        await Judge(With(placed =>
        {
            placed.Total = null;
            placed.Order.Items.Add(PlacedOrders.Line("9SIQT8TOJO", 3, PlacedOrders.Price(3599)));
        }));

        Verdicts().Should().Equal("order-1 review 50 high-total");
    }

    [Fact]
    public async Task An_order_told_again_keeps_its_first_verdict()
    {
        await Judge(PlacedOrders.Placed("order-1"));
        await Judge(With(placed => placed.Total = PlacedOrders.Price(20_000)));
        await shop.DisposeAsync();
        await Open();
        await Judge(With(placed => placed.Total = PlacedOrders.Price(20_000)));

        Verdicts().Should().Equal("order-1 approve 0 ");
    }

    [Fact]
    public async Task An_order_told_twenty_times_at_once_is_judged_and_counted_once()
    {
        using var counts = new HeardCounts("FraudDetection", "demo.fraud.verdicts");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Judge(PlacedOrders.Placed("order-1"))));

        counts.Counted.Should().Equal("demo.fraud.verdict=approve");
        Verdicts().Should().Equal("order-1 approve 0 ");
    }

    [Fact]
    public async Task An_event_that_is_not_whole_says_why_and_gets_no_verdict()
    {
        await Refused.Naming(shop.Deliver("FraudDetection", new()), "order");
        await Refused.Naming(shop.Deliver("FraudDetection", PlacedOrders.Placed(string.Empty)), "order.order_id");
        await Refused.Naming(shop.Deliver("FraudDetection", With(placed => placed.Total.Nanos = -1)), "total");
        await Refused.Naming(shop.Deliver("FraudDetection", new() { Order = new() { OrderId = "order-1" } }), "total");

        Verdicts().Should().BeEmpty();
    }

    [Fact]
    public async Task No_address_is_logged()
    {
        await Judge(PlacedOrders.Placed("order-1"));

        logs.Lines.Should().NotContain(line => line.Contains("Amphitheatre", StringComparison.Ordinal));
        logs.Lines.Should().NotContain(line => line.Contains("Mountain View", StringComparison.Ordinal));
        logs.Lines.Should().Contain(line => line.Contains("Order order-1 scored 0: approve", StringComparison.Ordinal));
    }

    private static OrderPlaced With(Action<OrderPlaced> change, string id = "order-1")
    {
        var placed = PlacedOrders.Placed(id);
        change(placed);
        return placed;
    }

    private static void Fill(OrderPlaced placed, int products)
    {
        placed.Order.Items.Clear();
        placed.Order.Items.Add(Enumerable.Range(0, products).Select(number => PlacedOrders.Line($"product-{number}", 1, PlacedOrders.Price(1))));
    }

    private async ValueTask Open() =>
        shop = await ShopUnderTest.Start([new FraudDetectionModule()], dataDirectory: data.Path, configure: logs.ListenTo);

    private async Task Judge(OrderPlaced placed) => await shop.Deliver("FraudDetection", placed);

    private IReadOnlyList<string> Verdicts() => DataFolder.Read(
        data.Path, "fraud-detection", "SELECT order_id || ' ' || decision || ' ' || score || ' ' || reasons FROM verdict ORDER BY order_id");
}
