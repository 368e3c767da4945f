using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Contracts;

namespace AstronomyShop.Tests.Modules.Checkout;

public sealed class TellingTheOthers
{
    [Fact]
    public async Task A_consumer_that_fails_is_told_again()
    {
        var told = 0;
        var booked = new TaskCompletionSource<OrderPlaced>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var till = await Till.Open(replacements: new OddAccounting(placed =>
        {
            if (Interlocked.Increment(ref told) < 3)
            {
                throw new InvalidOperationException("the ledger is stuck");
            }

            booked.TrySetResult(placed);
        }));
        await till.Fill();

        var order = (await till.Place()).Order;

        var placed = await booked.Task.WaitAsync(TimeSpan.FromSeconds(30), Till.Test);
        placed.Order.Should().Be(order);
        placed.TransactionId.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_message_that_nobody_can_take_is_parked_and_blocks_nothing_behind_it()
    {
        var poison = string.Empty;
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var till = await Till.Open(replacements: new OddAccounting(placed =>
        {
            var first = Interlocked.CompareExchange(ref poison, placed.Order.OrderId, string.Empty);
            if (first.Length == 0 || first == placed.Order.OrderId)
            {
                throw new InvalidOperationException("unreadable");
            }

            next.TrySetResult();
        }));
        await till.Fill();
        await till.Place();
        await till.Fill(Till.Explorascope);
        await till.Place();

        await next.Task.WaitAsync(TimeSpan.FromSeconds(30), Till.Test);
        while (!(await till.Audit()).Broken.Contains("I13"))
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_parked_message_is_delivered_when_somebody_asks_for_another_try()
    {
        var isMended = false;
        var booked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var till = await Till.Open(replacements: new OddAccounting(_ =>
        {
            if (!Volatile.Read(ref isMended))
            {
                throw new InvalidOperationException("the ledger is torn");
            }

            booked.TrySetResult();
        }));
        await till.Fill();
        var order = (await till.Place()).Order;
        while (!(await till.Audit()).Broken.Contains("I13"))
        {
            await Task.Yield();
        }

        var outbox = await till.Management.GetFromJsonAsync<JsonNode>("/api/outbox", Till.Test);
        ((string)outbox!["parked"]!.AsArray().Single()!["orderId"]!).Should().Be(order.OrderId);

        Volatile.Write(ref isMended, true);
        using var answer = await till.Management.PostAsync("/api/outbox/replay", null, Till.Test);

        ((int)(await answer.Content.ReadFromJsonAsync<JsonNode>(Till.Test))!["replayed"]!).Should().Be(1);
        await booked.Task.WaitAsync(TimeSpan.FromSeconds(30), Till.Test);
    }

    [Fact]
    public async Task The_shopper_is_answered_while_a_consumer_is_slow()
    {
        using var release = new ManualResetEventSlim();
        await using var till = await Till.Open(replacements: new OddAccounting(_ => release.Wait(Till.Test)));
        await till.Fill();

        var order = (await till.Place()).Order;

        order.Items.Should().ContainSingle();
        release.Set();
    }
}
