using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Contracts;

namespace AstronomyShop.Tests.Modules.Checkout;

public sealed class OrderPlacedDeliveryTests
{
    [Fact]
    public async Task A_failed_delivery_is_repeated()
    {
        var received = 0;
        var booked = new TaskCompletionSource<OrderPlaced>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var shop = await CheckoutShop.OpenAsync(replacements: new FakeAccountingModule(placed =>
        {
            if (Interlocked.Increment(ref received) < 3)
            {
                throw new InvalidOperationException("Simulated failure");
            }

            booked.TrySetResult(placed);
        }));
        await shop.FillAsync();

        var order = (await shop.Place()).Order;

        var placed = await booked.Task.WaitAsync(TimeSpan.FromSeconds(30), CheckoutShop.TestCancellation);
        placed.Order.Should().Be(order);
        placed.TransactionId.Should().NotBeEmpty();
    }

    [Fact]
    public async Task An_undeliverable_message_becomes_a_dead_letter_and_does_not_block_others()
    {
        var poison = string.Empty;
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var shop = await CheckoutShop.OpenAsync(replacements: new FakeAccountingModule(placed =>
        {
            var first = Interlocked.CompareExchange(ref poison, placed.Order.OrderId, string.Empty);
            if (first.Length == 0 || first == placed.Order.OrderId)
            {
                throw new InvalidOperationException("Simulated failure");
            }

            next.TrySetResult();
        }));
        await shop.FillAsync();
        await shop.Place();
        await shop.FillAsync(CheckoutShop.Explorascope);
        await shop.Place();

        await next.Task.WaitAsync(TimeSpan.FromSeconds(30), CheckoutShop.TestCancellation);
        while (!(await shop.AuditAsync()).Broken.Contains("I13"))
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_dead_letter_is_delivered_when_it_is_replayed()
    {
        var isMended = false;
        var booked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var shop = await CheckoutShop.OpenAsync(replacements: new FakeAccountingModule(_ =>
        {
            if (!Volatile.Read(ref isMended))
            {
                throw new InvalidOperationException("Simulated failure");
            }

            booked.TrySetResult();
        }));
        await shop.FillAsync();
        var order = (await shop.Place()).Order;
        while (!(await shop.AuditAsync()).Broken.Contains("I13"))
        {
            await Task.Yield();
        }

        var outbox = await shop.Management.GetFromJsonAsync<JsonNode>("/api/outbox", CheckoutShop.TestCancellation);
        ((string)outbox!["parked"]!.AsArray().Single()!["orderId"]!).Should().Be(order.OrderId);

        Volatile.Write(ref isMended, true);
        using var response = await shop.Management.PostAsync("/api/outbox/replay", null, CheckoutShop.TestCancellation);

        ((int)(await response.Content.ReadFromJsonAsync<JsonNode>(CheckoutShop.TestCancellation))!["replayed"]!).Should().Be(1);
        await booked.Task.WaitAsync(TimeSpan.FromSeconds(30), CheckoutShop.TestCancellation);
    }

    [Fact]
    public async Task A_slow_consumer_does_not_delay_the_response_to_the_user()
    {
        using var release = new ManualResetEventSlim();
        await using var shop = await CheckoutShop.OpenAsync(replacements: new FakeAccountingModule(_ => release.Wait(CheckoutShop.TestCancellation)));
        await shop.FillAsync();

        var order = (await shop.Place()).Order;

        order.Items.Should().ContainSingle();
        release.Set();
    }
}
