using System.Collections.Concurrent;
using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>The whole shop is killed at any moment, again and again, while people buy. Each asks until the order is there.</summary>
public sealed class KilledAtRandom(Server server, ITestOutputHelper output)
{
    private const int Shoppers = 6;
    private const int LongestLife = 1500;
    private static readonly int Rounds = LongRun.IsAskedFor ? 200 : 3;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    // Of a split shop one round takes a minute where there are two cores.
    public static TheoryData<string, string> Shops => new(
        from shape in LongRun.IsAskedFor ? new[] { "", "--split" } : [""]
        from database in new[] { "Sqlite", "Postgres" }
        select (database, shape));

    [Theory, MemberData(nameof(Shops))]
    public async Task Every_order_that_anybody_was_told_of_is_there_once(string database, string shape)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var premises = await Premises.Rent(server, database, shape.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        using var closing = new CancellationTokenSource();
        var told = new ConcurrentBag<string>();
        var shop = await premises.OpenAndReady(Test);
        var buying = Enumerable.Range(0, Shoppers).Select(_ => KeepBuying(() => shop.Web, told, closing.Token)).ToList();

        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(random.Next(LongestLife), Test);
            shop.Kill();
            await shop.Ended(Test);
            var dead = shop;
            shop = await premises.OpenAndReady(Test);
            await dead.DisposeAsync();
        }

        await closing.CancelAsync();
        await Task.WhenAll(buying);
        await using var last = shop;
        (await last.Settled(Test)).Orders.Should().Be(told.Count, "nobody went home without an order, and nobody had two");
        foreach (var order in told)
        {
            using var found = await last.Web.GetAsync($"/api/orders/{order}", Test);
            found.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        output.WriteLine($"{told.Count} orders");
    }

    private static async Task KeepBuying(Func<HttpClient> web, ConcurrentBag<string> told, CancellationToken closing)
    {
        while (!closing.IsCancellationRequested)
        {
            var shopper = new Shopper();
            await Insist(async () => await shopper.TryAdd(web()) ? shopper : null);
            told.Add((string)(await Insist(() => shopper.TryBuy(web())))["orderId"]!);
        }
    }

    private static Task<T> Insist<T>(Func<Task<T?>> ask)
        where T : class => Eventually.Find("somebody answers", _ => ask(), TimeSpan.FromSeconds(90), Test);
}
