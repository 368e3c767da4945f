using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Servers.Orders;

public sealed class ABrokerThatIsAway : IAsyncLifetime
{
    private KafkaBroker broker = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await KafkaBroker.Start(Now);
        await broker.PutLinesBefore(Now);
    }

    public ValueTask DisposeAsync() => broker?.DisposeAsync() ?? default;

    [Fact]
    public async Task At_the_start_keeps_nobody_from_ordering_and_learns_of_the_orders_when_it_comes()
    {
        Each(line => line.Cut());
        await using var shop = await ShopWithABroker.Open(broker);
        var order = await shop.Place();
        (await shop.Booked()).Should().BeEmpty();

        Each(line => line.Mend());

        await shop.Booking(order.OrderId);
        (await shop.AuditHolds()).Should().BeTrue();
    }

    [Fact]
    public async Task For_a_while_learns_afterwards_of_every_order()
    {
        await using var shop = await ShopWithABroker.Open(broker);
        await shop.Booking((await shop.Place()).OrderId);

        broker.Freeze();
        var meanwhile = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.Place()));
        (await shop.Booked()).Should().ContainSingle();
        broker.Thaw();

        await Eventually.Holds("all orders are booked", async _ => (await shop.Booked()).Count == 1 + meanwhile.Length, ShopWithABroker.SoonEnough, Now);
        (await shop.AuditHolds()).Should().BeTrue();
    }

    [Fact]
    public async Task Whose_answer_is_lost_is_told_again_and_the_order_is_booked_once()
    {
        await using var shop = await ShopWithABroker.Open(broker);
        await shop.Booking((await shop.Place()).OrderId);

        Each(line => line.LoseAnswers());
        var order = await shop.Place();
        await Eventually.Holds("an answer is lost", _ => Task.FromResult(broker.Lines.Any(line => line.AnswersLost > 3)), ShopWithABroker.SoonEnough, Now);
        Each(line => line.Mend());

        await shop.Booking(order.OrderId);

        // The mock cluster keeps what an idempotent producer repeats, as a real one does not: the ledger must not mind.
        Topic.ReadAll(broker).Should().Contain(record => record.Message.Key == order.OrderId);
        (await shop.Booked()).Count(booked => booked.Order.OrderId == order.OrderId).Should().Be(1);
        (await shop.AuditHolds()).Should().BeTrue();
    }

    private void Each(Action<TcpProxy> change)
    {
        foreach (var line in broker.Lines)
        {
            change(line);
        }
    }
}
