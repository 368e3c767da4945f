using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Two replicas with wrong clocks on one database. Their leases use the clock of the database.</summary>
[Requires(Part.PostgreSql)]
public sealed class ClockSkewTests(PostgresServerFixture server)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replicas_with_different_clocks_place_one_order_per_key()
    {
        var database = await server.NewDatabaseAsync();
        await using var ahead = await OpenAsync(database, TimeSpan.FromDays(1));
        await using var behind = await OpenAsync(database, TimeSpan.FromHours(-1));
        var shoppers = Enumerable.Range(0, 8).Select(_ => new Shopper()).ToList();

        await Task.WhenAll(shoppers.Select(async shopper =>
        {
            (await shopper.TryAddAsync(ahead.Web)).Should().BeTrue();
            var orders = await Task.WhenAll(PlaceOrderAsync(shopper, ahead), PlaceOrderAsync(shopper, behind));
            orders.Distinct().Should().ContainSingle();
        }));

        (await behind.Management.WaitForAuditAsync(TestCancellation)).Should().Match<AuditResult>(audit => audit.Orders == shoppers.Count && audit.Refunds == 0);
    }

    private static async Task<string> PlaceOrderAsync(Shopper shopper, ShopUnderTest shop) =>
        (string)(await Eventually.FindAsync("the order", _ => shopper.TryPlaceOrderAsync(shop.Web), Timeout, TestCancellation))["orderId"]!;

    private static Task<ShopUnderTest> OpenAsync(string database, TimeSpan wrongBy) => ShopUnderTest.StartAsync(
        Host.Shop.Modules,
        [("ConnectionStrings:Postgres", database), ("Logging:LogLevel:Default", "None")],
        configure: services => services.AddSingleton<TimeProvider>(new SkewedTimeProvider(wrongBy)));

    private sealed class SkewedTimeProvider(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
