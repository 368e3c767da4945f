using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Servers.Orders;

/// <summary>Orders are placed while the broker is killed twice.</summary>
[Requires(Part.RabbitMq)]
[Trait(LongRun.Trait, LongRun.Name)]
public sealed class RabbitMqEnduranceTests : IAsyncLifetime
{
    private const int Shoppers = 6;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private RabbitMqServer broker = null!;
    private BrokerShop shop = null!;
    private int placed;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!RealPart.IsMissing(Part.RabbitMq))
        {
            broker = await RabbitMqServer.StartAsync(TestCancellation);
            shop = await BrokerShop.OpenAsync(broker);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        await (broker?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Many_orders_are_booked_once_each_through_two_kills_of_the_broker()
    {
        var orders = LongRun.IsRequested ? 2_000 : 150;
        var kills = KillTwiceAsync(orders);
        var shopping = await Task.WhenAll(Enumerable.Range(0, Shoppers).Select(shopper => ShopAsync((orders / Shoppers) + (shopper < orders % Shoppers ? 1 : 0))));
        await kills;

        var booked = await Eventually.FindAsync(
            "every order is booked",
            async _ => await shop.BookedAsync() is var all && all.Count >= orders ? all : null,
            Timeout,
            TestCancellation);
        booked.Select(one => one.Order.OrderId).Should().BeEquivalentTo(shopping.SelectMany(ids => ids)).And.OnlyHaveUniqueItems();
        await Eventually.HoldsAsync("the audit holds", _ => shop.AuditHoldsAsync(), Timeout, TestCancellation);
    }

    // Each kill happens while orders are processed: at least one order has been booked since the last kill.
    private async Task KillTwiceAsync(int orders)
    {
        foreach (var share in new[] { 30, 60 })
        {
            var booked = (await shop.BookedAsync()).Count;
            await Eventually.HoldsAsync($"{share} % are placed", _ => Task.FromResult(placed >= orders * share / 100), Timeout, TestCancellation);
            await Eventually.HoldsAsync("orders are booked", async _ => (await shop.BookedAsync()).Count > booked, Timeout, TestCancellation);
            await broker.SaveQueuesAsync(TestCancellation);
            await broker.KillAsync();
            await broker.ResumeAsync(TestCancellation);
        }
    }

    private async Task<List<string>> ShopAsync(int orders)
    {
        var ids = new List<string>();
        for (var number = 0; number < orders; number++)
        {
            ids.Add((await shop.PlaceAsync()).OrderId);
            Interlocked.Increment(ref placed);
        }

        return ids;
    }
}
