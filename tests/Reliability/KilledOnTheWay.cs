using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>
/// The process is killed at one exact place, is started again, and the shopper, who knows nothing, asks again under the same key: there
/// is one order, it was charged once, and it is told to everybody.
/// </summary>
[Trait(LongRun.Trait, LongRun.Name)]
public sealed class KilledOnTheWay(Server server)
{
    private const int Killed = 137;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Points = [.. Enumerable.Range(0, 13).Select(point => $"CP{point}")];

    // Of a split shop, one process of many dies, and all start anew: that takes a minute where there are two cores.
    public static IEnumerable<TheoryDataRow<string, string, string>> OnAnOrdersWay =>
        from shape in LongRun.IsRequested ? new[] { "", "--split" } : [""]
        from database in LongRun.IsRequested ? new[] { "Sqlite", "Postgres" } : ["Sqlite"]
        from point in Points
        select Premises.Row(new TheoryDataRow<string, string, string>(point, database, shape), database);

    public static IEnumerable<TheoryDataRow<string>> Databases => LongRun.IsRequested ? [Premises.Row("Sqlite"), Premises.Row("Postgres")] : [Premises.Row("Postgres")];

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(OnAnOrdersWay))]
    public async Task There_is_one_order_in_the_end(string point, string database, string shape)
    {
        await using var premises = await Premises.Rent(server, database, shape.Length > 0 ? [shape, "--Split:Restart=false"] : []);
        var shopper = new Shopper();
        await Dies(premises, point, shopper, isSplit: shape.Length > 0);

        await using var shop = await premises.OpenAndReady(Test);
        await IsBoughtOnce(shop, shopper);
    }

    // The next process finds what the last one left, and may die at its point while it mends that.
    [Theory, MemberData(nameof(Databases))]
    public async Task One_death_after_the_other_loses_nobodys_order(string database)
    {
        await using var premises = await Premises.Rent(server, database);
        var shoppers = new List<Shopper>();
        foreach (var point in Points)
        {
            await using var doomed = premises.Open(point);
            while (!await doomed.IsReady(Test) && !doomed.HasEnded)
            {
                await Task.Delay(LookAgain, Test);
            }

            var shopper = new Shopper();
            if (await shopper.TryAdd(doomed.Web))
            {
                shoppers.Add(shopper);
                await BuysUntilItDies(doomed, shopper);
            }

            (await doomed.Ended(Test)).Should().Be(Killed, point);
        }

        await using var shop = await premises.OpenAndReady(Test);
        foreach (var shopper in shoppers)
        {
            await Eventually.Find("the shopper has the order", _ => shopper.TryBuy(shop.Web), Patience, Test);
        }

        shoppers.Should().HaveCountGreaterThan(3, "the others came to a shop that was dead already");
        (await shop.Settled(Test)).Orders.Should().Be(shoppers.Count);
    }

    // After a death on the way recovery is killed while it repairs, and the shop while it closes.
    [Theory, MemberData(nameof(Databases))]
    public async Task A_second_blow_and_a_third_change_nothing(string database)
    {
        await using var premises = await Premises.Rent(server, database);
        var shopper = new Shopper();
        await Dies(premises, "CP5", shopper);
        await using (var recovering = premises.Open("CP13"))
        {
            (await recovering.Ended(Test)).Should().Be(Killed);
        }

        await using (var closing = premises.Open("CP14"))
        {
            await closing.Ready(Test);
            closing.Terminate();
            (await closing.Ended(Test)).Should().Be(Killed);
        }

        await using var shop = await premises.OpenAndReady(Test);
        await IsBoughtOnce(shop, shopper);
    }

    private static async Task Dies(Premises premises, string point, Shopper shopper, bool isSplit = false)
    {
        await using var doomed = premises.Open(point);
        await doomed.Ready(Test);
        (await shopper.TryAdd(doomed.Web)).Should().BeTrue();

        if (isSplit)
        {
            // Whoever hears of orders dies when this one has been answered.
            await Eventually.Holds(
                "a process is gone",
                async token =>
                {
                    await shopper.TryBuy(doomed.Web);
                    return !await doomed.IsReady(token);
                },
                Patience,
                Test);
            return;
        }

        await BuysUntilItDies(doomed, shopper);
        (await doomed.Ended(Test)).Should().Be(Killed);
    }

    // Where the machine is busy an attempt may be taken over and undone before it comes to the place.
    private static async Task BuysUntilItDies(ShopProcess doomed, Shopper shopper)
    {
        while (!doomed.HasEnded)
        {
            await shopper.TryBuy(doomed.Web);
            await Task.Delay(LookAgain, Test);
        }
    }

    private static async Task IsBoughtOnce(ShopProcess shop, Shopper shopper)
    {
        var order = await Eventually.Find("the shopper has the order", _ => shopper.TryBuy(shop.Web), Patience, Test);

        var audit = await shop.Settled(Test);
        audit.Orders.Should().Be(1);
        using var found = await shop.Web.GetAsync($"/api/orders/{order["orderId"]}", Test);
        found.StatusCode.Should().Be(HttpStatusCode.OK);
        await Eventually.Holds("the cart is empty", async _ => await shopper.InCart(shop.Web) == 0, Patience, Test);
    }
}
