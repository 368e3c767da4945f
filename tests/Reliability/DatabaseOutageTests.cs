using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

[Requires(Part.PostgreSql)]
public sealed class DatabaseOutageTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    // The limit is ten seconds; doubled for a busy machine.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData("stopped"), InlineData("killed"), InlineData("frozen")]
    public async Task The_shop_is_not_ready_during_a_database_outage_and_recovers(string trouble)
    {
        await using var database = await PostgresServer.StartAsync("-c fsync=off");
        await using var installation = ShopInstallation.WithDatabase(database.ConnectionString);
        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        await PlaceOrderAsync(shop);

        await BreakAsync(database, trouble);

        await Eventually.HoldsAsync("the shop reports that it is not ready", async cancellationToken => !await shop.IsReadyAsync(cancellationToken), Timeout, TestCancellation);
        using (var live = await shop.Management.GetAsync("/health/live", TestCancellation))
        {
            live.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        (await new Shopper().TryAddAsync(shop.Web)).Should().BeFalse("an item that cannot be stored is not added");

        await RepairAsync(database, trouble);
        await Eventually.HoldsAsync("the shop is ready again", shop.IsReadyAsync, Timeout, TestCancellation);
        await PlaceOrderAsync(shop);
        (await shop.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(2);
    }

    // SIGTERM is sent twice while one order is in progress.
    [Fact]
    public async Task A_database_outage_does_not_delay_shutdown()
    {
        await using var database = await PostgresServer.StartAsync("-c fsync=off");
        await using var installation = ShopInstallation.WithDatabase(database.ConnectionString);
        var shopper = new Shopper();
        await using (var shop = await installation.OpenAndReadyAsync(TestCancellation))
        {
            await Eventually.HoldsAsync("the cart is filled", _ => shopper.TryAddAsync(shop.Web), Timeout, TestCancellation);
            database.Freeze();
            var requested = shopper.TryPlaceOrderAsync(shop.Web);
            shop.Terminate();
            shop.Terminate();

            (await shop.WaitForExitAsync(TestCancellation).WaitAsync(ShutdownTimeout, TestCancellation)).Should().Be(0);
            await requested;
        }

        database.Thaw();
        await using var next = await installation.OpenAndReadyAsync(TestCancellation);
        await Eventually.FindAsync("the order is placed", _ => shopper.TryPlaceOrderAsync(next.Web), Timeout, TestCancellation);
        (await next.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(1);
    }

    private static async Task PlaceOrderAsync(ShopProcess shop)
    {
        var shopper = new Shopper();
        await Eventually.HoldsAsync("the cart is filled", _ => shopper.TryAddAsync(shop.Web), Timeout, TestCancellation);
        await Eventually.FindAsync("the order is placed", _ => shopper.TryPlaceOrderAsync(shop.Web), Timeout, TestCancellation);
    }

    private static async Task BreakAsync(PostgresServer database, string trouble)
    {
        switch (trouble)
        {
            case "stopped": await database.StopAsync(); break;
            case "killed": await database.KillAsync(); break;
            default: database.Freeze(); break;
        }
    }

    private static async Task RepairAsync(PostgresServer database, string trouble)
    {
        if (trouble == "frozen")
        {
            database.Thaw();
        }
        else
        {
            await database.StartAgainAsync();
        }
    }
}
