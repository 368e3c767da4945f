using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Servers.Orders;

public sealed class AnOrderOnTheTopic : IAsyncLifetime
{
    private KafkaBroker broker = null!;
    private ShopWithABroker shop = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await KafkaBroker.Start(Now);
        shop = await ShopWithABroker.Open(broker);
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        await (broker?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Is_booked_with_what_only_the_shop_tells_of_it()
    {
        var order = await shop.Place();

        var booking = await shop.Booking(order.OrderId);
        booking.Order.Should().Be(order);
        booking.TransactionId.Should().NotBeEmpty();
        (await shop.AuditHolds()).Should().BeTrue();
    }

    [Fact]
    public async Task Is_one_record_with_the_public_bytes_under_its_id()
    {
        var order = await shop.Place();
        await shop.Booking(order.OrderId);

        var record = Topic.ReadAll(broker).Should().ContainSingle().Subject;
        OrderResult.Parser.ParseFrom(record.Message.Value).Should().Be(order);
        record.Message.Key.Should().Be(order.OrderId);
    }

    [Fact]
    public async Task Is_published_and_processed_in_its_own_trace()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("AstronomyShop.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        var order = await shop.Place();
        await shop.Booking(order.OrderId);
        var record = Topic.ReadAll(broker).Single(record => record.Message.Key == order.OrderId);
        var writtenBy = Encoding.ASCII.GetString(record.Message.Headers.GetLastBytes("traceparent"));
        var processed = await Eventually.Find(
            "both consumers have processed the order",
            _ => Task.FromResult(spans.Where(span => span.OperationName == "orders process" && span.ParentId == writtenBy).ToList() is { Count: 2 } both ? both : null),
            ShopWithABroker.SoonEnough,
            Now);

        var published = spans.Single(span => span.Id == writtenBy);
        published.OperationName.Should().Be("orders publish");
        published.Kind.Should().Be(ActivityKind.Producer);
        published.TagObjects.Should().Contain(
            [new("messaging.system", "kafka"), new("messaging.destination.name", "orders"), new("messaging.operation.name", "publish"), new("messaging.kafka.producer.success", true), new("network.transport", "tcp"), new("peer.service", "kafka")]);
        published.GetTagItem("messaging.kafka.offset").Should().NotBeNull();
        processed.Should().AllSatisfy(span =>
        {
            span.Kind.Should().Be(ActivityKind.Consumer);
            span.GetTagItem("messaging.system").Should().Be("kafka");
        });
        processed.Select(span => span.GetTagItem("messaging.consumer.group.name")).Should().BeEquivalentTo(["accounting", "fraud-detection"]);
    }

    [Fact]
    public async Task Is_booked_too_when_another_shop_wrote_it()
    {
        await Topic.Write(broker, [Topic.AnOrder("foreign-1")]);

        var booking = await shop.Booking("foreign-1");
        booking.Order.Should().Be(Topic.AnOrder("foreign-1"));
        booking.Total.Should().Be(new Money { CurrencyCode = "USD", Units = 123, Nanos = 140_000_000 });
        booking.TransactionId.Should().BeEmpty();
    }

    [Fact]
    public async Task Is_booked_once_however_often_it_is_written()
    {
        await Topic.Write(broker, Enumerable.Range(0, 60).Select(number => Topic.AnOrder($"foreign-{number % 5}")));
        await shop.Booking((await shop.Place()).OrderId);

        await Eventually.Holds("all six are booked", async _ => (await shop.Booked()).Count == 6, ShopWithABroker.SoonEnough, Now);
    }
}
