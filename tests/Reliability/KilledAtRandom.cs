using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>
/// While people buy, the shop is killed at any moment, again and again: the whole of it, or one process of many. Each shopper asks until
/// the order is there.
/// </summary>
[Trait(LongRun.Trait, LongRun.Name)]
public sealed class KilledAtRandom(Server server, ITestOutputHelper output)
{
    private const int Shoppers = 6;
    private const int LongestLife = 1500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // While the shop is killed nobody is promised an answer by any time.
    private static readonly TimeSpan AsLongAsItIsKilled = TimeSpan.FromHours(3);
    private static readonly int Rounds = LongRun.IsRequested ? 200 : 3;

    public static IEnumerable<TheoryDataRow<string>> BothDatabases => [Premises.Row("Sqlite"), Premises.Row("Postgres")];

    public static IEnumerable<TheoryDataRow<string>> Databases => LongRun.IsRequested ? BothDatabases : [Premises.Row("Sqlite")];

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(BothDatabases))]
    public async Task Every_order_that_anybody_was_told_of_is_there_once(string database)
    {
        await using var premises = await Premises.Rent(server, database);
        await BuyingGoesOn(premises, async (shop, _) =>
        {
            shop.Kill();
            await shop.Ended(Test);
            await shop.DisposeAsync();
            return await premises.OpenAndReady(Test);
        });
    }

    // The other processes go on meanwhile, and it is started again.
    [Theory, MemberData(nameof(Databases))]
    public async Task So_it_is_when_it_was_one_process_of_many(string database)
    {
        await using var premises = await Premises.Rent(server, database, "--split");
        await BuyingGoesOn(premises, async (shop, random) =>
        {
            var processes = await ProcessesOf(shop);
            var (victim, process) = processes.ElementAt(random.Next(processes.Count));
            ShopProcess.Kill(process);
            await Eventually.Holds(
                $"{victim} is back", async token => (await ProcessesOf(shop)).TryGetValue(victim, out var other) && other != process && await shop.IsReady(token), Patience, Test);
            return shop;
        });
    }

    private async Task BuyingGoesOn(Premises premises, Func<ShopProcess, Random, Task<ShopProcess>> killed)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var closing = new CancellationTokenSource();
        var told = new ConcurrentBag<string>();
        var shop = await premises.OpenAndReady(Test);
        var buying = Enumerable.Range(0, Shoppers).Select(_ => KeepBuying(() => shop.Web, told, closing.Token)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(random.Next(LongestLife), Test);
            shop = await killed(shop, random);
        }

        await closing.CancelAsync();
        await Task.WhenAll(buying).WaitAsync(Patience, Test);
        await using var last = shop;
        (await last.Settled(Test)).Orders.Should().Be(told.Count, "nobody went home without an order, and nobody had two");
        foreach (var order in told)
        {
            using var found = await last.Web.GetAsync($"/api/orders/{order}", Test);
            found.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        output.WriteLine($"{told.Count} orders");
    }

    private static async Task<Dictionary<string, int>> ProcessesOf(ShopProcess shop) =>
        (await shop.Management.GetFromJsonAsync<JsonArray>("/processes", Test))!
            .Where(process => process!["pid"] is not null)
            .ToDictionary(process => (string)process!["module"]!, process => (int)process!["pid"]!);

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
        where T : class => Eventually.Find("somebody answers", _ => ask(), AsLongAsItIsKilled, Test);
}
