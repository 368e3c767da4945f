namespace AstronomyShop.Tests.Modules.Checkout;

/// <summary>The process ended between two steps: what it left behind is put into its file, and the shop opens again.</summary>
public sealed class AnAttemptThatWasCutOff
{
    private const string CutOffWhileCharged = "UPDATE orders SET State = 1, PlacedAt = 0, ChangedAt = 1";
    private const string CutOffWhilePending = "UPDATE orders SET State = 0, PlacedAt = 0, ChangedAt = 1, TransactionId = NULL";
    private const string MailStillHeld =
        "INSERT INTO outbox (OrderId, Destination, Body, WrittenAt, NextTryAt, Failures, IsParked) "
        + "SELECT Id, 'email', x'0A0F616E61406578616D706C652E636F6D', 1, 9223372036854775807, 0, 0 FROM orders";

    [Fact]
    public async Task While_charged_becomes_the_order_that_was_paid_for()
    {
        using var folder = new DataFolder();
        var orderId = await OrderLeftAt(folder, CutOffWhileCharged);

        await using var till = await Till.Open(folder.Path);

        await UntilState(folder, "2");
        var audit = await till.Audit();
        audit.Broken.Should().BeEmpty();
        audit.Should().BeEquivalentTo(new { Orders = 1, Charges = 1, Refunds = 0, Booked = 1 });
        DataFolder.Read(folder.Path, "shipping", "SELECT count(*) FROM shipments").Should().Equal("1");
        DataFolder.Read(folder.Path, "checkout", "SELECT Id FROM orders").Should().Equal(orderId);
    }

    [Fact]
    public async Task While_nobody_knew_whether_it_was_charged_is_refunded()
    {
        using var folder = new DataFolder();
        await OrderLeftAt(folder, CutOffWhilePending);

        await using var till = await Till.Open(folder.Path);

        await UntilState(folder, "5");
        (await till.Audit()).Should().BeEquivalentTo(new { Orders = 0, Charges = 1, Refunds = 1 });
        DataFolder.Read(folder.Path, "checkout", "SELECT count(*) FROM outbox").Should().Equal("0");
    }

    private static async Task<string> OrderLeftAt(DataFolder folder, string step)
    {
        string orderId;
        await using (var till = await Till.Open(folder.Path))
        {
            await till.Fill();
            orderId = (await till.Place()).Order.OrderId;
            while (!DataFolder.Read(folder.Path, "checkout", "SELECT count(*) FROM outbox").Contains("0"))
            {
                Till.Test.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        DataFolder.Change(folder.Path, "checkout", step);
        DataFolder.Change(folder.Path, "checkout", MailStillHeld);
        return orderId;
    }

    private static async Task UntilState(DataFolder folder, string state)
    {
        while (!DataFolder.Read(folder.Path, "checkout", "SELECT State FROM orders").Contains(state))
        {
            Till.Test.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
