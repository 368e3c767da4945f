using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>
/// The process is killed at one exact place, is started again, and the shopper, who knows nothing, asks again under the same key: there
/// is one order, it was charged once, and it is told to everybody.
/// </summary>
[Trait(LongRun.Trait, LongRun.Name)]
public sealed class CrashPointTests(PostgresServerFixture server)
{
    private const int KilledExitCode = 137;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Points = [.. Enumerable.Range(0, 13).Select(point => $"CP{point}")];

    // Of a split shop, one process of many dies, and all start anew: that takes a minute where there are two cores.
    public static IEnumerable<TheoryDataRow<string, string, string>> CrashPoints =>
        from shape in LongRun.IsRequested ? new[] { "", "--split" } : [""]
        from database in LongRun.IsRequested ? new[] { "Sqlite", "Postgres" } : ["Sqlite"]
        from point in Points
        select ShopInstallation.RowFor(new TheoryDataRow<string, string, string>(point, database, shape), database);

    public static IEnumerable<TheoryDataRow<string>> Databases => LongRun.IsRequested ? [ShopInstallation.RowFor("Sqlite"), ShopInstallation.RowFor("Postgres")] : [ShopInstallation.RowFor("Postgres")];

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(CrashPoints))]
    public async Task A_crash_at_any_point_results_in_one_order(string point, string database, string shape)
    {
        await using var installation = await ShopInstallation.CreateAsync(server, database, shape.Length > 0 ? [shape, "--Split:Restart=false"] : []);
        var shopper = new Shopper();
        await CrashesAsync(installation, point, shopper, isSplit: shape.Length > 0);

        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        await OrderExistsOnceAsync(shop, shopper);
    }

    // The next process finds what the last one left, and may die at its point while it mends that.
    [Theory, MemberData(nameof(Databases))]
    public async Task Repeated_crashes_lose_no_order(string database)
    {
        await using var installation = await ShopInstallation.CreateAsync(server, database);
        var shoppers = new List<Shopper>();
        foreach (var point in Points)
        {
            await using var doomed = installation.Open(point);
            while (!await doomed.IsReadyAsync(TestCancellation) && !doomed.HasEnded)
            {
                await Task.Delay(PollInterval, TestCancellation);
            }

            var shopper = new Shopper();
            if (await shopper.TryAddAsync(doomed.Web))
            {
                shoppers.Add(shopper);
                await PlaceOrderUntilCrashAsync(doomed, shopper);
            }

            (await doomed.WaitForExitAsync(TestCancellation)).Should().Be(KilledExitCode, point);
        }

        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        foreach (var shopper in shoppers)
        {
            await Eventually.FindAsync("the shopper has the order", _ => shopper.TryPlaceOrderAsync(shop.Web), Timeout, TestCancellation);
        }

        shoppers.Should().HaveCountGreaterThan(3, "the others came to a shop that was dead already");
        (await shop.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(shoppers.Count);
    }

    // After a death on the way recovery is killed while it repairs, and the shop while it closes.
    [Theory, MemberData(nameof(Databases))]
    public async Task Crashes_during_recovery_result_in_one_order(string database)
    {
        await using var installation = await ShopInstallation.CreateAsync(server, database);
        var shopper = new Shopper();
        await CrashesAsync(installation, "CP5", shopper);
        await using (var recovering = installation.Open("CP13"))
        {
            (await recovering.WaitForExitAsync(TestCancellation)).Should().Be(KilledExitCode);
        }

        await using (var closing = installation.Open("CP14"))
        {
            await closing.WaitUntilReadyAsync(TestCancellation);
            closing.Terminate();
            (await closing.WaitForExitAsync(TestCancellation)).Should().Be(KilledExitCode);
        }

        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        await OrderExistsOnceAsync(shop, shopper);
    }

    private static async Task CrashesAsync(ShopInstallation installation, string point, Shopper shopper, bool isSplit = false)
    {
        await using var doomed = installation.Open(point);
        await doomed.WaitUntilReadyAsync(TestCancellation);
        (await shopper.TryAddAsync(doomed.Web)).Should().BeTrue();

        if (isSplit)
        {
            // Whoever hears of orders dies when this one has been answered.
            await Eventually.HoldsAsync(
                "a process is gone",
                async cancellationToken =>
                {
                    await shopper.TryPlaceOrderAsync(doomed.Web);
                    return !await doomed.IsReadyAsync(cancellationToken);
                },
                Timeout,
                TestCancellation);
            return;
        }

        await PlaceOrderUntilCrashAsync(doomed, shopper);
        (await doomed.WaitForExitAsync(TestCancellation)).Should().Be(KilledExitCode);
    }

    // Where the machine is busy an attempt may be taken over and undone before it comes to the place.
    private static async Task PlaceOrderUntilCrashAsync(ShopProcess doomed, Shopper shopper)
    {
        while (!doomed.HasEnded)
        {
            await shopper.TryPlaceOrderAsync(doomed.Web);
            await Task.Delay(PollInterval, TestCancellation);
        }
    }

    private static async Task OrderExistsOnceAsync(ShopProcess shop, Shopper shopper)
    {
        var order = await Eventually.FindAsync("the shopper has the order", _ => shopper.TryPlaceOrderAsync(shop.Web), Timeout, TestCancellation);

        var audit = await shop.WaitForAuditAsync(TestCancellation);
        audit.Orders.Should().Be(1);
        using var found = await shop.Web.GetAsync($"/api/orders/{order["orderId"]}?sessionId={shopper.UserId}", TestCancellation);
        found.StatusCode.Should().Be(HttpStatusCode.OK);
        await Eventually.HoldsAsync("the cart is empty", async _ => await shopper.CountInCartAsync(shop.Web) == 0, Timeout, TestCancellation);
    }
}
