using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Servers.Orders;

public sealed class SeveralReaders : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("ledger-").FullName;
    private KafkaBroker broker = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => broker = await KafkaBroker.Start(Now);

    public async ValueTask DisposeAsync()
    {
        await (broker?.DisposeAsync() ?? default);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Of_one_ledger_come_and_go_and_lose_and_double_nothing()
    {
        const int orders = 120;
        await using var first = await ShopWithABroker.OpenLedger(broker, data);
        var writing = WriteOneByOne(orders);
        await WhenBooked(first, orders / 4);
        await using (var second = await ShopWithABroker.OpenLedger(broker, data))
        {
            await WhenBooked(second, orders / 2);
        }

        await writing;

        await WhenBooked(first, orders);
        (await first.Booked()).Select(booked => booked.Order.OrderId).Should().BeEquivalentTo(Enumerable.Range(0, orders).Select(number => $"foreign-{number}"));
        (await first.Parked()).GetArrayLength().Should().Be(0);
    }

    private async Task WriteOneByOne(int orders)
    {
        for (var number = 0; number < orders; number++)
        {
            await Topic.Write(broker, [Topic.AnOrder($"foreign-{number}")]);
        }
    }

    private static Task WhenBooked(ShopWithABroker shop, int count) =>
        Eventually.Holds($"{count} orders are booked", async _ => (await shop.Booked()).Count >= count, ShopWithABroker.SoonEnough, Now);
}
