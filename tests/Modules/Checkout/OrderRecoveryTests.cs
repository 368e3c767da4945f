namespace AstronomyShop.Tests.Modules.Checkout;

/// <summary>Recovery after a process was killed between two steps: the tests write the state that it leaves into the database and restart the shop.</summary>
public sealed class OrderRecoveryTests
{
    private const string InterruptedWhileCharged = "UPDATE orders SET State = 1, PlacedAt = 0, ChangedAt = 1";
    private const string InterruptedWhilePending = "UPDATE orders SET State = 0, PlacedAt = 0, ChangedAt = 1, TransactionId = NULL";
    private const string EmailAddressStored =
        "INSERT INTO outbox (OrderId, Destination, Body, WrittenAt, NextTryAt, Failures, IsParked) "
        + "SELECT Id, 'email', x'0A0F616E61406578616D706C652E636F6D', 1, 9223372036854775807, 0, 0 FROM orders";

    [Fact]
    public async Task An_attempt_interrupted_after_the_charge_becomes_an_order()
    {
        using var folder = new DataFolder();
        var orderId = await OrderLeftAtAsync(folder, InterruptedWhileCharged);

        await using var shop = await CheckoutShop.OpenAsync(folder.Path);

        await UntilStateAsync(folder, "2");
        var audit = await shop.AuditAsync();
        audit.Broken.Should().BeEmpty();
        audit.Should().BeEquivalentTo(new { Orders = 1, Charges = 1, Refunds = 0, Booked = 1 });
        DataFolder.Read(folder.Path, "shipping", "SELECT count(*) FROM shipments").Should().Equal("1");
        DataFolder.Read(folder.Path, "checkout", "SELECT Id FROM orders").Should().Equal(orderId);
    }

    [Fact]
    public async Task An_attempt_interrupted_during_the_charge_is_refunded()
    {
        using var folder = new DataFolder();
        await OrderLeftAtAsync(folder, InterruptedWhilePending);

        await using var shop = await CheckoutShop.OpenAsync(folder.Path);

        await UntilStateAsync(folder, "5");
        (await shop.AuditAsync()).Should().BeEquivalentTo(new { Orders = 0, Charges = 1, Refunds = 1 });
        DataFolder.Read(folder.Path, "checkout", "SELECT count(*) FROM outbox").Should().Equal("0");
    }

    private static async Task<string> OrderLeftAtAsync(DataFolder folder, string step)
    {
        string orderId;
        await using (var shop = await CheckoutShop.OpenAsync(folder.Path))
        {
            await shop.FillAsync();
            orderId = (await shop.Place()).Order.OrderId;
            while (!DataFolder.Read(folder.Path, "checkout", "SELECT count(*) FROM outbox").Contains("0"))
            {
                CheckoutShop.TestCancellation.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        DataFolder.Execute(folder.Path, "checkout", step);
        DataFolder.Execute(folder.Path, "checkout", EmailAddressStored);
        return orderId;
    }

    private static async Task UntilStateAsync(DataFolder folder, string state)
    {
        while (!DataFolder.Read(folder.Path, "checkout", "SELECT State FROM orders").Contains(state))
        {
            CheckoutShop.TestCancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
