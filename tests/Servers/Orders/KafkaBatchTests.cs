using AstronomyShop.Tests.Testing;
using Npgsql;

namespace AstronomyShop.Tests.Servers.Orders;

/// <summary>Orders that wait on the topic share commits, in PostgreSQL too, and an order that cannot be booked does not affect the others.</summary>
[Requires(Part.PostgreSql)]
public sealed class KafkaBatchTests : IAsyncLifetime
{
    private const int Orders = 200;

    private KafkaBroker broker = null!;
    private PostgresServer server = null!;
    private BrokerShop shop = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await KafkaBroker.StartAsync(TestCancellation);
        server = await PostgresServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        await (server?.DisposeAsync() ?? default);
        await (broker?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Waiting_orders_share_commits_and_one_that_cannot_be_booked_becomes_a_dead_letter_alone()
    {
        var ids = Enumerable.Range(0, Orders).Select(number => $"foreign-{number}").ToList();
        await OrdersTopic.WriteAsync(broker, ids.Concat(ids).Select(OrdersTopic.NewOrder));
        shop = await BrokerShop.OpenLedgerAsync(broker, server);
        await WaitForBookedAsync(Orders);
        (await CountAsync("DISTINCT xmin::text")).Should().BeLessThan(Orders / 2, "each value of xmin is a transaction that has booked orders");

        await ExecuteAsync("CREATE FUNCTION accounting.refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$ LANGUAGE plpgsql");
        await ExecuteAsync("CREATE TRIGGER broken BEFORE INSERT ON accounting.orderitem FOR EACH ROW WHEN (NEW.order_id = 'broken') EXECUTE FUNCTION accounting.refuse()");
        await OrdersTopic.WriteAsync(broker, ids.Select(id => $"more-{id}").Prepend("broken").Select(OrdersTopic.NewOrder));

        await WaitForBookedAsync(2 * Orders);
        await Eventually.HoldsAsync("the broken order is a dead letter", async _ => (await shop.DeadLettersAsync()).GetArrayLength() == 1, BrokerShop.Timeout, TestCancellation);
        await ExecuteAsync("DROP TRIGGER broken ON accounting.orderitem");
        (await shop.ReplayAsync()).Should().Be(1);
        (await CountAsync("*")).Should().Be(2 * Orders + 1);
    }

    private Task WaitForBookedAsync(int orders) =>
        Eventually.HoldsAsync($"{orders} orders are booked", async _ => await CountAsync("*") == orders, BrokerShop.Timeout, TestCancellation);

    private async Task<long> CountAsync(string what)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var count = source.CreateCommand($"SELECT count({what}) FROM accounting.\"order\"");
        return (long)(await count.ExecuteScalarAsync(TestCancellation))!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestCancellation);
    }
}
