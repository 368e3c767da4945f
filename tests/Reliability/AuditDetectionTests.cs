using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>
/// Each of these shops is started with one or more deliberate bugs, and the audit, or the check in the test, detects each of them. This shows that the
/// other tests would fail if the shop had such a bug.
/// </summary>
public sealed class AuditDetectionTests(PostgresServerFixture server)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("price-is-off,done-before-booked,mail-is-forgotten", "I3", "I11", "I14")]
    [InlineData("key-is-ignored", "I2")]
    public async Task A_bug_in_a_module_is_detected_by_the_audit(string bugs, params string[] invariants)
    {
        await using var installation = await ShopInstallation.CreateAsync(server, "Sqlite");
        await using var shop = await installation.OpenWithBugAsync(bugs);
        await PlaceOrderAsync(new Shopper(), shop);

        foreach (var invariant in invariants)
        {
            await IsReportedAsync(shop, invariant);
        }
    }

    // The shop is killed at a crash point where a shop without the bug loses nothing, and started again. With done-before-told one consumer never receives
    // the event: I11 or I12 is broken, depending on which consumer was first.
    [Theory]
    [InlineData("refund-is-forgotten", "CP3", "I2")]
    [InlineData("nobody-recovers", "CP5", "I9")]
    [InlineData("done-before-told", "CP11", "I11", "I12")]
    public async Task A_bug_in_crash_recovery_is_detected_by_the_audit(string bug, string point, params string[] either)
    {
        await using var installation = await ShopInstallation.CreateAsync(server, "Sqlite");
        var shopper = new Shopper();
        await using (var doomed = await installation.OpenWithBugAsync(bug, point))
        {
            (await shopper.TryAddAsync(doomed.Web)).Should().BeTrue();
            await shopper.OrderUntilExitAsync(doomed);
        }

        await using var shop = await installation.OpenWithBugAsync(bug);
        await IsReportedAsync(shop, either);
    }

    [Fact]
    public async Task Two_orders_under_one_key_are_detected()
    {
        await using var installation = await ShopInstallation.CreateAsync(server, "Sqlite");
        await using var shop = await installation.OpenWithBugAsync("key-is-forgotten");
        var shopper = new Shopper();
        var first = await PlaceOrderAsync(shopper, shop);

        (await PlaceOrderAsync(shopper, shop)).Should().NotBe(first, "the bug places a second order, which the tests of one order per key would detect");
    }

    private static async Task<string> PlaceOrderAsync(Shopper shopper, ShopProcess shop)
    {
        (await shopper.TryAddAsync(shop.Web)).Should().BeTrue();
        return (string)(await Eventually.FindAsync("the order", _ => shopper.TryPlaceOrderAsync(shop.Web), Timeout, TestCancellation))["orderId"]!;
    }

    private static Task IsReportedAsync(ShopProcess shop, params string[] either) => Eventually.HoldsAsync(
        $"{string.Join(" or ", either)} is broken",
        async cancellationToken => await shop.Management.TryAuditAsync(cancellationToken) is { } audit && audit.Checks.Any(check => either.Contains(check.Id) && !check.Holds),
        Timeout,
        TestCancellation);
}
