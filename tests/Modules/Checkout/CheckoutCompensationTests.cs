using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Checkout;

public sealed class CheckoutCompensationTests
{
    [Fact]
    public async Task An_order_that_cannot_be_shipped_is_refunded_and_stays_in_the_cart()
    {
        await using var shop = await CheckoutShop.OpenAsync(replacements: new FakeShippingModule(() => throw RpcErrors.Unavailable("Simulated failure")));
        await shop.FillAsync();

        await RejectedCall.WithAsync(shop.Place(), StatusCode.Unavailable);

        (await shop.CartLinesAsync()).Should().ContainSingle();
        (await shop.AuditAsync()).Should().BeEquivalentTo(new { Holds = true, Orders = 0, Charges = 1, Refunds = 1, Booked = 0 });
    }

    [Fact]
    public async Task A_shipping_call_that_fails_once_is_retried()
    {
        var requested = 0;
        await using var shop = await CheckoutShop.OpenAsync(replacements: new FakeShippingModule(() =>
            Interlocked.Increment(ref requested) == 1 ? throw RpcErrors.Unavailable("Simulated failure") : new ShipOrderResponse { TrackingId = "T1" }));
        await shop.FillAsync();

        var order = (await shop.Place()).Order;

        order.ShippingTrackingId.Should().Be("T1");
        (await shop.AuditAsync()).Should().BeEquivalentTo(new { Holds = true, Orders = 1, Refunds = 0 });
    }

    [Fact]
    public async Task A_shipment_with_unknown_outcome_is_cancelled_with_retries()
    {
        var (requested, takenBack) = (0, new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var shop = await CheckoutShop.OpenAsync(attemptTime: "00:00:00.5", replacements: new FakeShippingModule(
            () => throw RpcErrors.Unavailable("Simulated failure"),
            key =>
            {
                if (Interlocked.Increment(ref requested) < 3)
                {
                    throw RpcErrors.Unavailable("Simulated failure");
                }

                takenBack.TrySetResult(key);
            }));
        await shop.FillAsync();

        await RejectedCall.WithAsync(shop.Place(), StatusCode.Unavailable);

        var order = await takenBack.Task.WaitAsync(TimeSpan.FromSeconds(30), CheckoutShop.TestCancellation);
        DataFolder.Read(shop.DataDirectory, "checkout", "SELECT Id FROM orders").Should().Equal(order);
        (await shop.CartLinesAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_charge_with_unknown_outcome_is_refunded_with_retries()
    {
        var undone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var requested = 0;
        await using var shop = await CheckoutShop.OpenAsync(attemptTime: "00:00:00.5", replacements: new FakePaymentModule(
            () => throw RpcErrors.Unavailable("Simulated failure"),
            () =>
            {
                if (Interlocked.Increment(ref requested) < 3)
                {
                    throw RpcErrors.Unavailable("Simulated failure");
                }

                undone.TrySetResult();
                return new RefundResponse();
            }));
        await shop.FillAsync();

        await RejectedCall.WithAsync(shop.Place(), StatusCode.Unavailable);

        await undone.Task.WaitAsync(TimeSpan.FromSeconds(30), CheckoutShop.TestCancellation);
        (await shop.CartLinesAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task An_order_that_recovery_took_over_is_placed_once_when_it_is_retried_under_its_key()
    {
        using var takenOver = new ManualResetEventSlim();
        var (charges, key) = (0, Guid.NewGuid().ToString());
        await using var shop = await CheckoutShop.OpenAsync(attemptTime: "00:00:03", replacements: new FakePaymentModule(
            () =>
            {
                var number = Interlocked.Increment(ref charges);
                if (number == 1)
                {
                    takenOver.Wait(CheckoutShop.TestCancellation);
                }

                return new ChargeResponse { TransactionId = $"T{number}" };
            },
            () =>
            {
                takenOver.Set();
                return new RefundResponse { RefundId = "R1" };
            }));
        await shop.FillAsync();

        // Not ABORTED: clients treat it as final and would place the order again under another key.
        await RejectedCall.WithAsync(shop.Place(key), StatusCode.Unavailable);
        await shop.Place(key);

        DataFolder.Read(shop.DataDirectory, "checkout", "SELECT State FROM orders ORDER BY State").Should().Equal("2", "5");
    }

    [Fact]
    public async Task An_attempt_ends_even_if_payment_does_not_implement_refunds()
    {
        await using var shop = await CheckoutShop.OpenAsync(replacements: new FakePaymentModule(
            () => throw RpcErrors.Unavailable("Simulated failure"),
            () => throw new RpcException(new Status(StatusCode.Unimplemented, "Refund is not implemented"))));
        await shop.FillAsync();

        await RejectedCall.WithAsync(shop.Place(), StatusCode.Unavailable);

        DataFolder.Read(shop.DataDirectory, "checkout", "SELECT State FROM orders").Should().Equal("4");
    }
}
