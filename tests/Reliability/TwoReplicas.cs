using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Two processes, each the whole shop, on one database.</summary>
[Requires(Part.PostgreSql)]
public sealed class TwoReplicas(Server server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    // A day apart by their walls' clocks, as two with a summer time are by an hour, twice a year.
    [Fact]
    public async Task Add_to_one_cart_and_place_one_order_per_key()
    {
        await using var premises = await Premises.Rent(server, "Postgres");
        await using var one = premises.OpenIn("Pacific/Kiritimati");
        await using var other = premises.OpenIn("Pacific/Pago_Pago");
        await Task.WhenAll(one.Ready(Test), other.Ready(Test));
        var shoppers = Enumerable.Range(0, 10).Select(_ => new Shopper()).ToList();

        await Task.WhenAll(shoppers.Select(shopper => BuysAtBoth(shopper, one, other)));

        (await one.Settled(Test)).Orders.Should().Be(shoppers.Count);
    }

    [Fact]
    public async Task Take_over_from_each_other_what_was_cut_off()
    {
        await using var premises = await Premises.Rent(server, "Postgres");
        await using var doomed = premises.Open("CP5");
        await doomed.Ready(Test);
        await using var other = await premises.OpenAndReady(Test);
        var shopper = new Shopper();
        await shopper.TryAdd(doomed.Web);

        await shopper.TryBuy(doomed.Web);
        await doomed.Ended(Test);

        await Eventually.Find("the order that was charged", _ => shopper.TryBuy(other.Web), Patience, Test);
        (await other.Settled(Test)).Should().Match<Audit>(audit => audit.Orders == 1 && audit.Refunds == 0);
    }

    private static async Task BuysAtBoth(Shopper shopper, ShopProcess one, ShopProcess other)
    {
        (await Task.WhenAll(shopper.TryAdd(one.Web), shopper.TryAdd(other.Web))).Should().Equal(true, true);
        (await shopper.InCart(one.Web)).Should().Be(2);

        var orders = await Task.WhenAll(Buys(shopper, one), Buys(shopper, other));

        orders.Select(order => (string)order["orderId"]!).Distinct().Should().ContainSingle();
    }

    private static Task<JsonNode> Buys(Shopper shopper, ShopProcess shop) =>
        Eventually.Find("the order", _ => shopper.TryBuy(shop.Web), Patience, Test);
}
