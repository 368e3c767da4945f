using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Checkout;

public sealed class WhenANeighbourFails
{
    [Fact]
    public async Task What_cannot_be_shipped_is_refunded_and_stays_in_the_cart()
    {
        await using var till = await Till.Open(replacements: new OddShipping(() => throw RpcErrors.Unavailable("no ship today")));
        await till.Fill();

        await Refused.With(till.Place(), StatusCode.Unavailable);

        (await till.CartLines()).Should().ContainSingle();
        (await till.Audit()).Should().BeEquivalentTo(new { Holds = true, Orders = 0, Charges = 1, Refunds = 1, Booked = 0 });
    }

    [Fact]
    public async Task A_shipping_that_stumbles_once_is_asked_again()
    {
        var asked = 0;
        await using var till = await Till.Open(replacements: new OddShipping(() =>
            Interlocked.Increment(ref asked) == 1 ? throw RpcErrors.Unavailable("wait") : new ShipOrderResponse { TrackingId = "T1" }));
        await till.Fill();

        var order = (await till.Place()).Order;

        order.ShippingTrackingId.Should().Be("T1");
        (await till.Audit()).Should().BeEquivalentTo(new { Holds = true, Orders = 1, Refunds = 0 });
    }

    [Fact]
    public async Task A_shipping_that_may_have_shipped_is_asked_to_take_it_back_until_it_answers()
    {
        var (asked, takenBack) = (0, new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var till = await Till.Open(attemptTime: "00:00:00.5", replacements: new OddShipping(
            () => throw RpcErrors.Unavailable("gone"),
            key =>
            {
                if (Interlocked.Increment(ref asked) < 3)
                {
                    throw RpcErrors.Unavailable("still gone");
                }

                takenBack.TrySetResult(key);
            }));
        await till.Fill();

        await Refused.With(till.Place(), StatusCode.Unavailable);

        var order = await takenBack.Task.WaitAsync(TimeSpan.FromSeconds(30), Till.Test);
        DataFolder.Read(till.DataDirectory, "checkout", "SELECT Id FROM orders").Should().Equal(order);
        (await till.CartLines()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_payment_that_may_have_charged_is_asked_to_undo_until_it_answers()
    {
        var undone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        await using var till = await Till.Open(attemptTime: "00:00:00.5", replacements: new OddPayment(
            () => throw RpcErrors.Unavailable("gone"),
            () =>
            {
                if (Interlocked.Increment(ref asked) < 3)
                {
                    throw RpcErrors.Unavailable("still gone");
                }

                undone.TrySetResult();
                return new RefundResponse();
            }));
        await till.Fill();

        await Refused.With(till.Place(), StatusCode.Unavailable);

        await undone.Task.WaitAsync(TimeSpan.FromSeconds(30), Till.Test);
        (await till.CartLines()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_payment_without_refunds_ends_the_attempt_all_the_same()
    {
        await using var till = await Till.Open(replacements: new OddPayment(
            () => throw RpcErrors.Unavailable("gone"),
            () => throw new RpcException(new Status(StatusCode.Unimplemented, "what is a refund?"))));
        await till.Fill();

        await Refused.With(till.Place(), StatusCode.Unavailable);

        DataFolder.Read(till.DataDirectory, "checkout", "SELECT State FROM orders").Should().Equal("4");
    }
}
