using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Checkout;

/// <summary>The audit must report violations: each test adds one defect to a shop.</summary>
public sealed class AuditTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task An_order_that_accounting_acknowledges_and_does_not_book_is_reported()
    {
        await using var shop = await CheckoutShop.OpenAsync(replacements: new FakeAccountingModule(_ => { }));
        await shop.FillAsync();
        await shop.Place();

        await IsReportedAsync(shop, "I11");
    }

    [Theory]
    [InlineData("I1", "payment", "ALTER TABLE ledger RENAME TO once; CREATE TABLE ledger AS SELECT * FROM once UNION ALL SELECT * FROM once")]
    [InlineData("I2", "payment", "UPDATE ledger SET refund_id = 'R1'")]
    [InlineData("I2", "checkout", "UPDATE orders SET State = 4")]
    [InlineData("I3", "checkout", "UPDATE orders SET TotalUnits = TotalUnits + 1")]
    [InlineData("I3", "payment", "UPDATE ledger SET units = units + 1")]
    [InlineData("I4", "checkout", "UPDATE orders SET TotalUnits = 0, TotalNanos = 0")]
    [InlineData("I4", "checkout", "UPDATE orders SET Currency = 'euro'")]
    [InlineData("I5", "accounting", "UPDATE \"order\" SET total_units = total_units + 1")]
    [InlineData("I6", "payment", "UPDATE ledger SET units = units + 1, refund_id = 'R1'")]
    [InlineData("I7", "email", "INSERT INTO mail (order_id, recipient, subject, body, sent_at) VALUES ('lost', '', '', '', 1)")]
    [InlineData("I8", "checkout", "DROP INDEX IX_orders_ClientKey; UPDATE orders SET ClientKey = 'mine'")]
    [InlineData("I9", "checkout", "UPDATE orders SET State = 0, BegunAt = 1, ChangedAt = 9000000000000")]
    [InlineData("I10", "shipping", "UPDATE shipments SET IdempotencyKey = IdempotencyKey || '?'")]
    [InlineData("I11", "accounting", "DELETE FROM \"order\"")]
    [InlineData("I12", "fraud-detection", "DELETE FROM verdict")]
    [InlineData("I13", "checkout", "INSERT INTO outbox (OrderId, Destination, Body, WrittenAt, NextTryAt, Failures, IsParked) VALUES ('1', 'email', x'', 1, 1, 30, 1)")]
    [InlineData("I14", "email", "DELETE FROM mail")]
    [InlineData("I15", "checkout", "INSERT INTO outbox (OrderId, Destination, Body, WrittenAt, NextTryAt, Failures, IsParked) VALUES ('1', 'email', x'', 1, 9000000000000, 3, 0)")]
    [InlineData("I20", "payment", "UPDATE ledger SET card_last_four = '4432801561520454'")]
    public async Task A_wrong_record_is_reported_by_its_invariant(string invariant, string book, string wrong)
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();
        await shop.Place("one");
        await shop.FillAsync();
        await shop.Place("another");
        await Eventually.HoldsAsync("both orders are booked", async _ => await shop.AuditAsync() is { Holds: true, Booked: 2 }, Timeout, CheckoutShop.TestCancellation);

        DataFolder.Execute(shop.DataDirectory, book, wrong);

        await IsReportedAsync(shop, invariant);
    }

    private static Task IsReportedAsync(CheckoutShop shop, string invariant) => Eventually.HoldsAsync(
        $"the audit reports a violation of {invariant}", async _ => (await shop.AuditAsync()).Broken.Contains(invariant), Timeout, CheckoutShop.TestCancellation);
}
