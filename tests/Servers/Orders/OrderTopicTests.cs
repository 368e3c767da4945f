using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Servers.Orders;

public sealed class OrderTopicTests : IAsyncLifetime
{
    private KafkaBroker broker = null!;
    private BrokerShop shop = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await KafkaBroker.StartAsync(TestCancellation);
        shop = await BrokerShop.OpenAsync(broker);
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        await (broker?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task An_order_from_the_topic_is_booked_with_the_additional_headers_of_the_shop()
    {
        var order = await shop.PlaceAsync();

        var booking = await shop.BookingAsync(order.OrderId);
        booking.Order.Should().Be(order);
        booking.TransactionId.Should().NotBeEmpty();
        (await shop.AuditHoldsAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task An_order_is_one_record_with_the_public_format_and_its_id_as_key()
    {
        var order = await shop.PlaceAsync();
        await shop.BookingAsync(order.OrderId);

        var record = OrdersTopic.ReadAll(broker).Should().ContainSingle().Subject;
        OrderResult.Parser.ParseFrom(record.Message.Value).Should().Be(order);
        record.Message.Key.Should().Be(order.OrderId);
    }

    [Fact]
    public async Task An_order_is_published_and_processed_in_the_trace_of_its_purchase()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("AstronomyShop.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        var order = await shop.PlaceAsync();
        await shop.BookingAsync(order.OrderId);
        var record = OrdersTopic.ReadAll(broker).Single(record => record.Message.Key == order.OrderId);
        var writtenBy = Encoding.ASCII.GetString(record.Message.Headers.GetLastBytes("traceparent"));
        var processed = await Eventually.FindAsync(
            "both consumers have processed the order",
            _ => Task.FromResult(spans.Where(span => span.OperationName == "orders process" && span.ParentId == writtenBy).ToList() is { Count: 2 } both ? both : null),
            BrokerShop.Timeout,
            TestCancellation);

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
    public async Task An_order_written_by_another_shop_is_booked()
    {
        await OrdersTopic.WriteAsync(broker, [OrdersTopic.NewOrder("foreign-1")]);

        var booking = await shop.BookingAsync("foreign-1");
        booking.Order.Should().Be(OrdersTopic.NewOrder("foreign-1"));
        booking.Total.Should().Be(new Money { CurrencyCode = "USD", Units = 123, Nanos = 140_000_000 });
        booking.TransactionId.Should().BeEmpty();
    }

    [Fact]
    public async Task An_order_written_several_times_is_booked_once()
    {
        await OrdersTopic.WriteAsync(broker, Enumerable.Range(0, 60).Select(number => OrdersTopic.NewOrder($"foreign-{number % 5}")));
        await shop.BookingAsync((await shop.PlaceAsync()).OrderId);

        await Eventually.HoldsAsync("all six are booked", async _ => (await shop.BookedAsync()).Count == 6, BrokerShop.Timeout, TestCancellation);
    }
}
