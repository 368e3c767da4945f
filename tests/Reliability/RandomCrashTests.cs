using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>
/// While simulated users place orders, the shop is killed repeatedly at random times: all of it, or one process of many. Each user retries until the order
/// is confirmed.
/// </summary>
[Trait(LongRun.Trait, LongRun.Name)]
public sealed class RandomCrashTests(PostgresServerFixture server, ITestOutputHelper output)
{
    private const int Shoppers = 6;
    private const int MaxLifetime = 1500;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);

    // While the shop is being killed, no response time is guaranteed.
    private static readonly TimeSpan CrashPhase = TimeSpan.FromHours(3);
    private static readonly int Rounds = LongRun.IsRequested ? 200 : 3;

    public static IEnumerable<TheoryDataRow<string>> BothDatabases => [ShopInstallation.RowFor("Sqlite"), ShopInstallation.RowFor("Postgres")];

    public static IEnumerable<TheoryDataRow<string>> Databases => LongRun.IsRequested ? BothDatabases : [ShopInstallation.RowFor("Sqlite")];

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(BothDatabases))]
    public async Task Every_confirmed_order_exists_once_after_random_crashes(string database)
    {
        await using var installation = await ShopInstallation.CreateAsync(server, database);
        await OrdersContinueAsync(installation, async (shop, _) =>
        {
            shop.Kill();
            await shop.WaitForExitAsync(TestCancellation);
            await shop.DisposeAsync();
            return await installation.OpenAndReadyAsync(TestCancellation);
        });
    }

    // The other processes keep running, and the parent restarts the killed process.
    [Theory, MemberData(nameof(Databases))]
    public async Task Every_confirmed_order_exists_once_after_random_crashes_of_one_process(string database)
    {
        await using var installation = await ShopInstallation.CreateAsync(server, database, "--split");
        await OrdersContinueAsync(installation, async (shop, random) =>
        {
            var processes = await ProcessesOfAsync(shop);
            var (victim, process) = processes.ElementAt(random.Next(processes.Count));
            ShopProcess.Kill(process);
            await Eventually.HoldsAsync(
                $"{victim} is ready again", async cancellationToken => (await ProcessesOfAsync(shop)).TryGetValue(victim, out var other) && other != process && await shop.IsReadyAsync(cancellationToken), Timeout, TestCancellation);
            return shop;
        });
    }

    private async Task OrdersContinueAsync(ShopInstallation installation, Func<ShopProcess, Random, Task<ShopProcess>> killed)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var closing = new CancellationTokenSource();
        var confirmed = new ConcurrentBag<(string Order, string User)>();
        var shop = await installation.OpenAndReadyAsync(TestCancellation);
        var buying = Enumerable.Range(0, Shoppers).Select(_ => PlaceOrdersAsync(() => shop.Web, confirmed, closing.Token)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(random.Next(MaxLifetime), TestCancellation);
            shop = await killed(shop, random);
        }

        await closing.CancelAsync();
        await Task.WhenAll(buying).WaitAsync(Timeout, TestCancellation);
        await using var last = shop;
        (await last.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(confirmed.Count, "every confirmed order exists exactly once");
        foreach (var (order, user) in confirmed)
        {
            using var found = await last.Web.GetAsync($"/api/orders/{order}?sessionId={user}", TestCancellation);
            found.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        output.WriteLine($"{confirmed.Count} orders");
    }

    private static async Task<Dictionary<string, int>> ProcessesOfAsync(ShopProcess shop) =>
        (await shop.Management.GetFromJsonAsync<JsonArray>("/processes", TestCancellation))!
            .Where(process => process!["pid"] is not null)
            .ToDictionary(process => (string)process!["module"]!, process => (int)process!["pid"]!);

    private static async Task PlaceOrdersAsync(Func<HttpClient> web, ConcurrentBag<(string Order, string User)> confirmed, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var shopper = new Shopper();
            await InsistAsync(async () => await shopper.TryAddAsync(web()) ? shopper : null);
            confirmed.Add(((string)(await InsistAsync(() => shopper.TryPlaceOrderAsync(web())))["orderId"]!, shopper.UserId));
        }
    }

    private static Task<T> InsistAsync<T>(Func<Task<T?>> ask)
        where T : class => Eventually.FindAsync("the shop responds", _ => ask(), CrashPhase, TestCancellation);
}
