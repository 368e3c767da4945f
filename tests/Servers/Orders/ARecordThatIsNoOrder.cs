using AstronomyShop.Tests.Testing;
using Microsoft.Data.Sqlite;

namespace AstronomyShop.Tests.Servers.Orders;

public sealed class ARecordThatIsNoOrder : IAsyncLifetime
{
    private KafkaBroker broker = null!;
    private ShopWithABroker shop = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // One partition: what comes after it stands in line behind it.
        broker = await KafkaBroker.Start(Now, partitions: 1);
        shop = await ShopWithABroker.OpenLedger(broker);
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        await (broker?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Is_parked_with_the_reason_and_lets_those_behind_it_pass()
    {
        await Topic.Write(broker, "no order at all"u8.ToArray());
        await Topic.Write(broker, new byte[900_000]);
        await Topic.Write(broker, (byte[]?)null);
        await Topic.Write(broker, [Topic.AnOrder("")]);
        await Topic.Write(broker, [Topic.AnOrder("foreign-1")]);

        await shop.Booking("foreign-1");
        var parked = (await shop.Parked()).EnumerateArray().ToList();
        parked.Select(one => one.GetProperty("reason").GetString()).Should().Equal(
            "value: is not a valid oteldemo.OrderResult", "value: is larger than 262144 bytes", "value: is missing", "order.order_id: is missing");
        parked.Should().AllSatisfy(one => one.GetProperty("consumer").GetString().Should().Be("accounting"));
        (await shop.WhatBroke("I13")).Should().Contain("accounting has dead letter orders[0]@0");
        shop.Said.Should().Contain(line => line.StartsWith("accounting.kafka.connecting: Connecting to Kafka at 127.0.0.1:"));
        shop.Said.Where(line => line.StartsWith("accounting.order.parsing_failed")).Should().Equal(
            "accounting.order.parsing_failed: OrderPlaced message could not be parsed: value is not a valid oteldemo.OrderResult",
            "accounting.order.parsing_failed: OrderPlaced message could not be parsed: value is larger than 262144 bytes",
            "accounting.order.parsing_failed: OrderPlaced message could not be parsed: value is missing",
            "accounting.order.parsing_failed: OrderPlaced message could not be parsed: order.order_id is invalid");
    }

    [Fact]
    public async Task Is_not_taken_again_after_a_restart()
    {
        await Topic.Write(broker, "no order at all"u8.ToArray());
        await Topic.Write(broker, [Topic.AnOrder("foreign-1")]);
        await shop.Booking("foreign-1");

        await shop.DisposeAsync();
        shop.Said.Should().Contain("accounting.consumer.closing: Consumer of orders is closing");
        shop = await ShopWithABroker.OpenLedger(broker);
        await Topic.Write(broker, [Topic.AnOrder("foreign-2")]);

        await shop.Booking("foreign-2");
        (await shop.Booked()).Should().ContainSingle();
        (await shop.Parked()).GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task That_was_one_after_all_is_booked_when_it_is_tried_again()
    {
        Change("CREATE TRIGGER broken BEFORE INSERT ON orderitem WHEN NEW.order_id = 'foreign-1' BEGIN SELECT RAISE(ABORT, 'broken'); END");
        await Topic.Write(broker, [Topic.AnOrder("foreign-1")]);
        await Topic.Write(broker, [Topic.AnOrder("foreign-2")]);
        await shop.Booking("foreign-2");
        (await shop.Parked()).GetArrayLength().Should().Be(1);
        (await shop.Replay()).Should().Be(0);

        Change("DROP TRIGGER broken");

        (await shop.Replay()).Should().Be(1);
        await shop.Booking("foreign-1");
        (await shop.Parked()).GetArrayLength().Should().Be(0);
        (await shop.WhatBroke("I13")).Should().BeEmpty();
    }

    private void Change(string sql)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(shop.Shop.DataDirectory, "accounting.db")};Pooling=False");
        file.Open();
        using var change = file.CreateCommand();
        change.CommandText = sql;
        change.ExecuteNonQuery();
    }
}
