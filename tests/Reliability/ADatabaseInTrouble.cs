using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

[Requires(Part.PostgreSql)]
public sealed class ADatabaseInTrouble
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Ten seconds, and as many again for a busy machine.
    private static readonly TimeSpan LongestClosing = TimeSpan.FromSeconds(20);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory, InlineData("stopped"), InlineData("killed"), InlineData("frozen")]
    public async Task Makes_the_shop_not_ready_and_when_it_is_back_so_is_the_shop(string trouble)
    {
        await using var database = await PostgresServer.Start("-c fsync=off");
        await using var premises = Premises.At(database.ConnectionString);
        await using var shop = await premises.OpenAndReady(Test);
        await Buys(shop);

        await Break(database, trouble);

        await Eventually.Holds("the shop says that it is not ready", async token => !await shop.IsReady(token), Patience, Test);
        using (var live = await shop.Management.GetAsync("/health/live", Test))
        {
            live.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        (await new Shopper().TryAdd(shop.Web)).Should().BeFalse("a cart that cannot be kept is not filled");

        await Mend(database, trouble);
        await Eventually.Holds("the shop is ready again", shop.IsReady, Patience, Test);
        await Buys(shop);
        (await shop.Settled(Test)).Orders.Should().Be(2);
    }

    // While one order is under way, and asked twice, as by somebody who has lost patience.
    [Fact]
    public async Task Keeps_nobody_from_closing_the_shop()
    {
        await using var database = await PostgresServer.Start("-c fsync=off");
        await using var premises = Premises.At(database.ConnectionString);
        var shopper = new Shopper();
        await using (var shop = await premises.OpenAndReady(Test))
        {
            await Eventually.Holds("the cart is filled", _ => shopper.TryAdd(shop.Web), Patience, Test);
            database.Freeze();
            var asked = shopper.TryBuy(shop.Web);
            shop.Terminate();
            shop.Terminate();

            (await shop.Ended(Test).WaitAsync(LongestClosing, Test)).Should().Be(0);
            await asked;
        }

        database.Thaw();
        await using var next = await premises.OpenAndReady(Test);
        await Eventually.Find("the order is placed", _ => shopper.TryBuy(next.Web), Patience, Test);
        (await next.Settled(Test)).Orders.Should().Be(1);
    }

    private static async Task Buys(ShopProcess shop)
    {
        var shopper = new Shopper();
        await Eventually.Holds("the cart is filled", _ => shopper.TryAdd(shop.Web), Patience, Test);
        await Eventually.Find("the order is placed", _ => shopper.TryBuy(shop.Web), Patience, Test);
    }

    private static async Task Break(PostgresServer database, string trouble)
    {
        switch (trouble)
        {
            case "stopped": await database.Stop(); break;
            case "killed": await database.Kill(); break;
            default: database.Freeze(); break;
        }
    }

    private static async Task Mend(PostgresServer database, string trouble)
    {
        if (trouble == "frozen")
        {
            database.Thaw();
        }
        else
        {
            await database.StartAgain();
        }
    }
}
