using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Servers.Orders;

public sealed class ConsumerGroupTests : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("ledger-").FullName;
    private KafkaBroker broker = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => broker = await KafkaBroker.StartAsync(TestCancellation);

    public async ValueTask DisposeAsync()
    {
        await (broker?.DisposeAsync() ?? default);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Consumers_that_join_and_leave_neither_lose_nor_duplicate_orders()
    {
        const int orders = 120;
        await using var first = await BrokerShop.OpenLedgerAsync(broker, data);
        var writing = WriteOneByOneAsync(orders);
        await WaitForBookedAsync(first, orders / 4);
        await using (var second = await BrokerShop.OpenLedgerAsync(broker, data))
        {
            await WaitForBookedAsync(second, orders / 2);
        }

        await writing;

        await WaitForBookedAsync(first, orders);
        (await first.BookedAsync()).Select(booked => booked.Order.OrderId).Should().BeEquivalentTo(Enumerable.Range(0, orders).Select(number => $"foreign-{number}"));
        (await first.DeadLettersAsync()).GetArrayLength().Should().Be(0);
    }

    private async Task WriteOneByOneAsync(int orders)
    {
        for (var number = 0; number < orders; number++)
        {
            await OrdersTopic.WriteAsync(broker, [OrdersTopic.NewOrder($"foreign-{number}")]);
        }
    }

    private static Task WaitForBookedAsync(BrokerShop shop, int count) =>
        Eventually.HoldsAsync($"{count} orders are booked", async _ => (await shop.BookedAsync()).Count >= count, BrokerShop.Timeout, TestCancellation);
}
