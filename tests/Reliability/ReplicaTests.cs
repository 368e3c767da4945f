using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Two processes, each the whole shop, on one database.</summary>
[Requires(Part.PostgreSql)]
public sealed class ReplicaTests(PostgresServerFixture server)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    // The local times of the replicas differ by 25 hours. Daylight saving time can make local times differ by an hour, twice a year.
    [Fact]
    public async Task Two_replicas_share_a_cart_and_place_one_order_per_key()
    {
        await using var installation = await ShopInstallation.CreateAsync(server, "Postgres");
        await using var one = installation.OpenIn("Pacific/Kiritimati");
        await using var other = installation.OpenIn("Pacific/Pago_Pago");
        await Task.WhenAll(one.WaitUntilReadyAsync(TestCancellation), other.WaitUntilReadyAsync(TestCancellation));
        var shoppers = Enumerable.Range(0, 10).Select(_ => new Shopper()).ToList();

        await Task.WhenAll(shoppers.Select(shopper => PlaceOrderAtBothAsync(shopper, one, other)));

        (await one.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(shoppers.Count);
    }

    [Fact]
    public async Task A_replica_completes_the_interrupted_orders_of_another()
    {
        await using var installation = await ShopInstallation.CreateAsync(server, "Postgres");
        await using var doomed = installation.Open("CP5");
        await doomed.WaitUntilReadyAsync(TestCancellation);
        await using var other = await installation.OpenAndReadyAsync(TestCancellation);
        var shopper = new Shopper();
        await Eventually.HoldsAsync("the cart has the product", _ => shopper.TryAddAsync(doomed.Web), Timeout, TestCancellation);

        await shopper.OrderUntilExitAsync(doomed);

        await Eventually.FindAsync("the order that was charged", _ => shopper.TryPlaceOrderAsync(other.Web), Timeout, TestCancellation);
        (await other.WaitForAuditAsync(TestCancellation)).Should().Match<AuditResult>(audit => audit.Orders == 1 && audit.Refunds == 0);
    }

    private static async Task PlaceOrderAtBothAsync(Shopper shopper, ShopProcess one, ShopProcess other)
    {
        (await Task.WhenAll(shopper.TryAddAsync(one.Web), shopper.TryAddAsync(other.Web))).Should().Equal(true, true);
        (await shopper.CountInCartAsync(one.Web)).Should().Be(2);

        var orders = await Task.WhenAll(PlaceOrderAsync(shopper, one), PlaceOrderAsync(shopper, other));

        orders.Select(order => (string)order["orderId"]!).Distinct().Should().ContainSingle();
    }

    private static Task<JsonNode> PlaceOrderAsync(Shopper shopper, ShopProcess shop) =>
        Eventually.FindAsync("the order", _ => shopper.TryPlaceOrderAsync(shop.Web), Timeout, TestCancellation);
}
