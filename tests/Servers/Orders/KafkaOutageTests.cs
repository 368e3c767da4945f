using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Servers.Orders;

public sealed class KafkaOutageTests : IAsyncLifetime
{
    private KafkaBroker broker = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await KafkaBroker.StartAsync(TestCancellation);
        await broker.AddProxiesAsync(TestCancellation);
    }

    public ValueTask DisposeAsync() => broker?.DisposeAsync() ?? default;

    [Fact]
    public async Task Orders_placed_before_the_broker_starts_are_published_when_it_starts()
    {
        ForEachProxy(line => line.Cut());
        await using var shop = await BrokerShop.OpenAsync(broker);
        var order = await shop.PlaceAsync();
        (await shop.BookedAsync()).Should().BeEmpty();

        ForEachProxy(line => line.Restore());

        await shop.BookingAsync(order.OrderId);
        (await shop.AuditHoldsAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Orders_placed_during_a_broker_outage_are_published_afterwards()
    {
        await using var shop = await BrokerShop.OpenAsync(broker);
        await shop.BookingAsync((await shop.PlaceAsync()).OrderId);

        broker.Freeze();
        var meanwhile = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.PlaceAsync()));
        (await shop.BookedAsync()).Should().ContainSingle();
        broker.Thaw();

        await Eventually.HoldsAsync("all orders are booked", async _ => (await shop.BookedAsync()).Count == 1 + meanwhile.Length, BrokerShop.Timeout, TestCancellation);
        (await shop.AuditHoldsAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_lost_broker_acknowledgement_is_retried_and_the_order_is_booked_once()
    {
        await using var shop = await BrokerShop.OpenAsync(broker);
        await shop.BookingAsync((await shop.PlaceAsync()).OrderId);

        ForEachProxy(line => line.LoseResponses());
        var order = await shop.PlaceAsync();
        await Eventually.HoldsAsync("responses have been lost", _ => Task.FromResult(broker.Proxies.Any(line => line.ResponsesLost > 3)), BrokerShop.Timeout, TestCancellation);
        ForEachProxy(line => line.Restore());

        await shop.BookingAsync(order.OrderId);

        // Unlike a real cluster, the mock cluster stores the duplicates of an idempotent producer. The ledger must book the order only once.
        OrdersTopic.ReadAll(broker).Should().Contain(record => record.Message.Key == order.OrderId);
        (await shop.BookedAsync()).Count(booked => booked.Order.OrderId == order.OrderId).Should().Be(1);
        (await shop.AuditHoldsAsync()).Should().BeTrue();
    }

    private void ForEachProxy(Action<TcpProxy> change)
    {
        foreach (var line in broker.Proxies)
        {
            change(line);
        }
    }
}
