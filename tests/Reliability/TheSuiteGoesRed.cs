using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>
/// A suite that was never seen to fail proves little. Each of these shops has a mistake in it, or a few, asked for at its start, and the auditor, or the
/// check that is named, sees each.
/// </summary>
public sealed class TheSuiteGoesRed(Server server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("price-is-off,done-before-booked,mail-is-forgotten", "I3", "I11", "I14")]
    [InlineData("key-is-ignored", "I2")]
    public async Task When_modules_do_their_work_wrong(string bugs, params string[] invariants)
    {
        await using var premises = await Premises.Rent(server, "Sqlite");
        await using var shop = await premises.OpenWith(bugs);
        await Buys(new Shopper(), shop);

        foreach (var invariant in invariants)
        {
            await IsSeen(shop, invariant);
        }
    }

    // Killed at a place where the right shop loses nothing, and opened again. Whichever consumer was told first is told no more.
    [Theory]
    [InlineData("refund-is-forgotten", "CP3", "I2")]
    [InlineData("nobody-recovers", "CP5", "I9")]
    [InlineData("done-before-told", "CP11", "I11", "I12")]
    public async Task When_it_does_not_survive_a_death(string bug, string point, params string[] either)
    {
        await using var premises = await Premises.Rent(server, "Sqlite");
        var shopper = new Shopper();
        await using (var doomed = await premises.OpenWith(bug, point))
        {
            (await shopper.TryAdd(doomed.Web)).Should().BeTrue();
            await shopper.TryBuy(doomed.Web);
            await doomed.Ended(Test);
        }

        await using var shop = await premises.OpenWith(bug);
        await IsSeen(shop, either);
    }

    [Fact]
    public async Task When_one_key_is_two_orders()
    {
        await using var premises = await Premises.Rent(server, "Sqlite");
        await using var shop = await premises.OpenWith("key-is-forgotten");
        var shopper = new Shopper();
        var first = await Buys(shopper, shop);

        (await Buys(shopper, shop)).Should().NotBe(first, "that is what the check that one key is one order would see");
    }

    private static async Task<string> Buys(Shopper shopper, ShopProcess shop)
    {
        (await shopper.TryAdd(shop.Web)).Should().BeTrue();
        return (string)(await Eventually.Find("the order", _ => shopper.TryBuy(shop.Web), Patience, Test))["orderId"]!;
    }

    private static Task IsSeen(ShopProcess shop, params string[] either) => Eventually.Holds(
        $"{string.Join(" or ", either)} is broken",
        async token => await shop.Management.TryAudit(token) is { } audit && audit.Checks.Any(check => either.Contains(check.Id) && !check.Holds),
        Patience,
        Test);
}
