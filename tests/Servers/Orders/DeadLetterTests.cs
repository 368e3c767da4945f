using System.Text.Json;
using AstronomyShop.Tests.Testing;
using Microsoft.Data.Sqlite;

namespace AstronomyShop.Tests.Servers.Orders;

public sealed class DeadLetterTests : IAsyncLifetime
{
    private KafkaBroker broker = null!;
    private BrokerShop shop = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // With one partition, a record that blocked would block all records after it.
        broker = await KafkaBroker.StartAsync(TestCancellation, partitions: 1);
        shop = await BrokerShop.OpenLedgerAsync(broker);
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        await (broker?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task An_unparsable_record_becomes_a_dead_letter_with_the_reason_and_does_not_block_others()
    {
        await OrdersTopic.WriteAsync(broker, "no order at all"u8.ToArray());
        await OrdersTopic.WriteAsync(broker, new byte[900_000]);
        await OrdersTopic.WriteAsync(broker, (byte[]?)null);
        await OrdersTopic.WriteAsync(broker, [OrdersTopic.NewOrder("")]);
        await OrdersTopic.WriteAsync(broker, [OrdersTopic.NewOrder("foreign-1")]);

        await shop.BookingAsync("foreign-1");
        var parked = await WaitForDeadLettersAsync(4);
        parked.Select(one => one.GetProperty("reason").GetString()).Should().BeEquivalentTo(
            "value: is not a valid oteldemo.OrderResult", "value: is larger than 262144 bytes", "value: is missing", "order.order_id: is missing");
        parked.Should().AllSatisfy(one => one.GetProperty("consumer").GetString().Should().Be("accounting"));
        (await shop.ViolationsOfAsync("I13")).Should().Contain("accounting has dead letter orders[0]@0");
        shop.LogLines.Should().Contain(line => line.StartsWith("accounting.kafka.connecting: Connecting to Kafka at 127.0.0.1:"));
        shop.LogLines.Where(line => line.StartsWith("accounting.order.parsing_failed")).Should().BeEquivalentTo(
            "accounting.order.parsing_failed: OrderPlaced message could not be parsed: value is not a valid oteldemo.OrderResult",
            "accounting.order.parsing_failed: OrderPlaced message could not be parsed: value is larger than 262144 bytes",
            "accounting.order.parsing_failed: OrderPlaced message could not be parsed: value is missing",
            "accounting.order.parsing_failed: OrderPlaced message could not be parsed: order.order_id is invalid");
    }

    [Fact]
    public async Task A_dead_letter_is_not_consumed_again_after_a_restart()
    {
        await OrdersTopic.WriteAsync(broker, "no order at all"u8.ToArray());
        await OrdersTopic.WriteAsync(broker, [OrdersTopic.NewOrder("foreign-1")]);
        await shop.BookingAsync("foreign-1");
        await WaitForDeadLettersAsync(1);

        await shop.DisposeAsync();
        shop.LogLines.Should().Contain("accounting.consumer.closing: Consumer of orders is closing");
        shop = await BrokerShop.OpenLedgerAsync(broker);
        await OrdersTopic.WriteAsync(broker, [OrdersTopic.NewOrder("foreign-2")]);

        await shop.BookingAsync("foreign-2");
        (await shop.BookedAsync()).Should().ContainSingle();
        (await shop.DeadLettersAsync()).GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_corrected_dead_letter_is_booked_when_it_is_replayed()
    {
        Change("CREATE TRIGGER broken BEFORE INSERT ON orderitem WHEN NEW.order_id = 'foreign-1' BEGIN SELECT RAISE(ABORT, 'broken'); END");
        await OrdersTopic.WriteAsync(broker, [OrdersTopic.NewOrder("foreign-1")]);
        await OrdersTopic.WriteAsync(broker, [OrdersTopic.NewOrder("foreign-2")]);
        await shop.BookingAsync("foreign-2");
        await WaitForDeadLettersAsync(1);
        (await shop.ReplayAsync()).Should().Be(0);

        Change("DROP TRIGGER broken");

        (await shop.ReplayAsync()).Should().Be(1);
        await shop.BookingAsync("foreign-1");
        (await shop.DeadLettersAsync()).GetArrayLength().Should().Be(0);
        (await shop.ViolationsOfAsync("I13")).Should().BeEmpty();
    }

    // Records that were read together are consumed concurrently: another one may be booked before a dead letter is stored.
    private Task<List<JsonElement>> WaitForDeadLettersAsync(int count) => Eventually.FindAsync(
        $"there are {count} dead letters", async _ => (await shop.DeadLettersAsync()).EnumerateArray().ToList() is var parked && parked.Count == count ? parked : null, BrokerShop.Timeout, TestCancellation);

    private void Change(string sql)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(shop.Shop.DataDirectory, "accounting.db")};Pooling=False");
        file.Open();
        using var change = file.CreateCommand();
        change.CommandText = sql;
        change.ExecuteNonQuery();
    }
}
