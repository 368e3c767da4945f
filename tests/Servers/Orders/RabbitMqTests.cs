using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Servers.Orders;

[Requires(Part.RabbitMq)]
public sealed class RabbitMqTests : IAsyncLifetime
{
    private RabbitMqServer broker = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!RealPart.IsMissing(Part.RabbitMq))
        {
            broker = await RabbitMqServer.StartAsync(TestCancellation);
        }
    }

    public ValueTask DisposeAsync() => broker?.DisposeAsync() ?? default;

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
        await using var shop = await BrokerShop.OpenAsync(broker);

        var order = await shop.PlaceAsync();

        (await shop.BookingAsync(order.OrderId)).Order.Should().Be(order);
        var published = await Eventually.FindAsync(
            "the order is published",
            _ => Task.FromResult(spans.FirstOrDefault(span => span.OperationName == "orders publish" && span.GetTagItem("messaging.system") is "rabbitmq")),
            BrokerShop.Timeout,
            TestCancellation);

        // Other tests publish and process orders at the same time.
        var processed = await Eventually.FindAsync(
            "both consumers have processed the order",
            _ => Task.FromResult(spans.Where(span => span.OperationName == "orders process" && span.TraceId == published.TraceId).ToList() is { Count: 2 } both ? both : null),
            BrokerShop.Timeout,
            TestCancellation);
        published.Kind.Should().Be(ActivityKind.Producer);
        published.TagObjects.Should().Contain(
            [new("messaging.system", "rabbitmq"), new("messaging.destination.name", "orders"), new("messaging.operation.name", "publish"), new("network.transport", "tcp")]);
        processed.Should().AllSatisfy(span =>
        {
            span.ParentId.Should().Be(published.Id);
            span.GetTagItem("messaging.system").Should().Be("rabbitmq");
        });
        processed.Select(span => span.GetTagItem("messaging.consumer.group.name")).Should().BeEquivalentTo(["accounting", "fraud-detection"]);
        await Eventually.HoldsAsync("the audit holds", _ => shop.AuditHoldsAsync(), BrokerShop.Timeout, TestCancellation);
    }

    [Fact]
    public async Task Orders_wait_in_durable_queues_for_consumers_that_have_never_run()
    {
        OrderResult order;
        await using (var shop = await BrokerShop.OpenWithoutConsumersAsync(broker))
        {
            order = await shop.PlaceAsync();
            await using var exchange = await OrdersExchange.OpenAsync(broker);
            await Eventually.HoldsAsync("the order is in both queues", async _ => await exchange.CountAsync("accounting") == 1 && await exchange.CountAsync("fraud-detection") == 1, BrokerShop.Timeout, TestCancellation);
        }

        await broker.SaveQueuesAsync(TestCancellation);
        await broker.KillAsync();
        await broker.ResumeAsync(TestCancellation);

        await using var ledger = await BrokerShop.OpenLedgerAsync(broker);
        (await ledger.BookingAsync(order.OrderId, BrokerShop.RecoveryTimeout)).Order.Should().Be(order);
    }

    [Fact]
    public async Task An_event_is_protobuf_with_the_trace_in_its_headers()
    {
        await using var shop = await BrokerShop.OpenWithoutConsumersAsync(broker);
        var order = await shop.PlaceAsync();

        await using var exchange = await OrdersExchange.OpenAsync(broker);
        var message = await Eventually.FindAsync("the order is in the queue", _ => exchange.TakeAsync("accounting"), BrokerShop.Timeout, TestCancellation);

        OrderPlaced.Parser.ParseFrom(message.Body.Span).Order.Should().Be(order);
        message.BasicProperties.ContentType.Should().Be("application/x-protobuf");
        message.BasicProperties.Persistent.Should().BeTrue();
        Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers!["MT-MessageType"]!).Should().Be("urn:message:AstronomyShop.Contracts:OrderPlaced");
    }

    [Fact]
    public async Task Orders_placed_before_the_broker_starts_are_published_when_it_starts()
    {
        await broker.KillAsync();
        await using var shop = await BrokerShop.OpenAsync(broker);
        var order = await shop.PlaceAsync();
        (await shop.BookedAsync()).Should().BeEmpty();

        await broker.ResumeAsync(TestCancellation);

        await shop.BookingAsync(order.OrderId, BrokerShop.RecoveryTimeout);
        await Eventually.HoldsAsync("the audit holds", _ => shop.AuditHoldsAsync(), BrokerShop.Timeout, TestCancellation);
    }

    [Fact]
    public async Task Orders_placed_while_the_broker_is_killed_are_published_after_its_restart()
    {
        await using var shop = await BrokerShop.OpenAsync(broker);
        await shop.BookingAsync((await shop.PlaceAsync()).OrderId);
        await broker.SaveQueuesAsync(TestCancellation);

        await broker.KillAsync();
        var meanwhile = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.PlaceAsync()));
        (await shop.BookedAsync()).Should().ContainSingle();
        await broker.ResumeAsync(TestCancellation);

        await Eventually.HoldsAsync("all orders are booked", async _ => (await shop.BookedAsync()).Count == 1 + meanwhile.Length, BrokerShop.RecoveryTimeout, TestCancellation);
        await Eventually.HoldsAsync("the audit holds", _ => shop.AuditHoldsAsync(), BrokerShop.Timeout, TestCancellation);
    }

    [Fact]
    public async Task Orders_placed_while_the_disk_of_the_broker_is_full_are_published_when_there_is_room()
    {
        await using var shop = await BrokerShop.OpenAsync(broker);
        await shop.BookingAsync((await shop.PlaceAsync()).OrderId);

        await broker.FillDiskAsync();
        var order = await shop.PlaceAsync();
        await Eventually.HoldsAsync(
            "the broker does not confirm", _ => Task.FromResult(shop.LogLines.Any(line => line.StartsWith("checkout.outbox.not_delivered", StringComparison.Ordinal))), BrokerShop.Timeout, TestCancellation);
        (await shop.BookedAsync()).Should().ContainSingle();
        await broker.EmptyDiskAsync();

        await shop.BookingAsync(order.OrderId, BrokerShop.RecoveryTimeout);
        (await shop.BookedAsync()).Should().HaveCount(2);
        await Eventually.HoldsAsync("the audit holds", _ => shop.AuditHoldsAsync(), BrokerShop.Timeout, TestCancellation);
    }

    [Fact]
    public async Task An_order_written_several_times_is_booked_once()
    {
        await using var shop = await BrokerShop.OpenLedgerAsync(broker);
        await using var exchange = await OrdersExchange.OpenAsync(broker);
        for (var number = 0; number < 60; number++)
        {
            await exchange.WriteAsync(new OrderPlaced { Order = OrdersTopic.NewOrder($"foreign-{number % 5}") });
        }

        await exchange.WriteAsync(new OrderPlaced { Order = OrdersTopic.NewOrder("last") });

        await Eventually.HoldsAsync("the queue is empty", async _ => await exchange.CountAsync("accounting") == 0, BrokerShop.Timeout, TestCancellation);
        await shop.BookingAsync("last");
        await Eventually.HoldsAsync("all six are booked", async _ => (await shop.BookedAsync()).Count == 6, BrokerShop.Timeout, TestCancellation);
    }

    [Fact]
    public async Task A_message_that_cannot_be_consumed_is_moved_to_the_error_queue_and_does_not_block_others()
    {
        await using var shop = await BrokerShop.OpenLedgerAsync(broker);
        await using var exchange = await OrdersExchange.OpenAsync(broker);
        await exchange.WriteAsync([0x0A, 0x7F, 1]);
        await exchange.WriteAsync(new OrderPlaced { Order = OrdersTopic.NewOrder("") });
        await exchange.WriteAsync(new OrderPlaced { Order = OrdersTopic.NewOrder("foreign-1") });

        await shop.BookingAsync("foreign-1");
        await Eventually.HoldsAsync("two are in the error queue", async _ => (await shop.ViolationsOfAsync("I13")).Contains("accounting_error has 2 events", StringComparison.Ordinal), BrokerShop.Timeout, TestCancellation);
        byte[][] parked = [(await exchange.TakeAsync("accounting_error"))!.Body.ToArray(), (await exchange.TakeAsync("accounting_error"))!.Body.ToArray()];
        parked.Should().ContainSingle(body => body.Length == 3, "the message is moved unchanged");
    }
}
