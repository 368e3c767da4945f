using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Two shops on one database, and neither's clock is right: who may work on what goes by the database's.</summary>
[Requires(Part.PostgreSql)]
public sealed class ClocksThatDisagree(Server server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_no_order_from_each_other_and_place_one_per_key()
    {
        var database = await server.NewDatabase();
        await using var ahead = await Open(database, TimeSpan.FromDays(1));
        await using var behind = await Open(database, TimeSpan.FromHours(-1));
        var shoppers = Enumerable.Range(0, 8).Select(_ => new Shopper()).ToList();

        await Task.WhenAll(shoppers.Select(async shopper =>
        {
            (await shopper.TryAdd(ahead.Web)).Should().BeTrue();
            var orders = await Task.WhenAll(Buys(shopper, ahead), Buys(shopper, behind));
            orders.Distinct().Should().ContainSingle();
        }));

        (await behind.Management.Settled(Test)).Should().Match<Audit>(audit => audit.Orders == shoppers.Count && audit.Refunds == 0);
    }

    private static async Task<string> Buys(Shopper shopper, ShopUnderTest shop) =>
        (string)(await Eventually.Find("the order", _ => shopper.TryBuy(shop.Web), Patience, Test))["orderId"]!;

    private static Task<ShopUnderTest> Open(string database, TimeSpan wrongBy) => ShopUnderTest.Start(
        Host.Shop.Modules,
        [("ConnectionStrings:Postgres", database), ("Logging:LogLevel:Default", "None")],
        configure: services => services.AddSingleton<TimeProvider>(new WrongClock(wrongBy)));

    private sealed class WrongClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
