using System.Diagnostics;
using System.Net;
using AstronomyShop.Tests.Testing;
using Npgsql;

namespace AstronomyShop.Tests.Reliability;

/// <summary>A database that is there and does not serve: its tables are locked, also crosswise, its connections are few, its answers get lost.</summary>
[Requires(Part.PostgreSql)]
public sealed class ADatabaseThatIsSlow(Server server, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The public port's own limit is fifteen seconds. Without it an answer would wait for the lock, which is there until all have been answered.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(60);

    private const string AnOrderWaits =
        """
        SELECT EXISTS (
            SELECT FROM pg_locks waits JOIN pg_locks has ON has.pid = waits.pid
            WHERE NOT waits.granted AND waits.relation = 'checkout.outbox'::regclass AND has.granted AND has.relation = 'checkout.orders'::regclass AND has.mode = 'RowExclusiveLock')
        """;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Holds_nobody_up_for_longer_than_an_answer_may_take_and_leaves_the_shelves_open()
    {
        var database = await server.NewDatabase();
        await using var premises = Premises.At($"{database};Maximum Pool Size=2");
        await using var shop = await premises.OpenAndReady(Test);
        var shoppers = Enumerable.Range(0, 12).Select(_ => new Shopper()).ToList();
        await Task.WhenAll(shoppers.Select(shopper => Eventually.Holds("the cart is filled", _ => shopper.TryAdd(shop.Web), Patience, Test)));

        await using (var repairs = new NpgsqlConnection(database))
        {
            await repairs.OpenAsync(Test);
            await using var work = await repairs.BeginTransactionAsync(Test);
            await Run(repairs, "LOCK TABLE checkout.orders IN ACCESS EXCLUSIVE MODE");

            var paying = Task.WhenAll(shoppers.Select(shopper => Answer(shopper, shop)));
            using var products = await shop.Web.GetAsync("/api/products", Test);
            products.StatusCode.Should().Be(HttpStatusCode.OK);
            (await paying).Should().OnlyContain(answer => answer.Status == HttpStatusCode.ServiceUnavailable && answer.HasRetryAfter && answer.Took < LongestAnswer);
        }

        foreach (var shopper in shoppers)
        {
            await Eventually.Find("the order", _ => shopper.TryBuy(shop.Web), Patience, Test);
        }

        (await shop.Settled(Test)).Orders.Should().Be(shoppers.Count);
    }

    // Somebody locks the two tables in the other order, and is more patient than the database is.
    [Fact]
    public async Task Undoes_what_stands_in_a_deadlock_and_the_next_try_has_the_order()
    {
        var database = await server.NewDatabase();
        await using var premises = Premises.At(database);
        await using var shop = await premises.OpenAndReady(Test);
        var shopper = new Shopper();
        (await shopper.TryAdd(shop.Web)).Should().BeTrue();

        await using (var repairs = new NpgsqlConnection(database))
        {
            await repairs.OpenAsync(Test);
            await Run(repairs, "SET deadlock_timeout = '30s'");
            await using var work = await repairs.BeginTransactionAsync(Test);
            await Run(repairs, "LOCK TABLE checkout.outbox IN ACCESS EXCLUSIVE MODE");
            var asked = Answer(shopper, shop);
            await Eventually.Holds("the order waits for the outbox", async _ => await Run(repairs, AnOrderWaits) is true, Patience, Test);

            await Run(repairs, "LOCK TABLE checkout.orders IN ACCESS EXCLUSIVE MODE");

            (await asked).Should().Match<(HttpStatusCode Status, bool HasRetryAfter, TimeSpan)>(answer => answer.Status == HttpStatusCode.ServiceUnavailable && answer.HasRetryAfter);
        }

        await Eventually.Find("the order", _ => shopper.TryBuy(shop.Web), Patience, Test);
        (await shop.Settled(Test)).Orders.Should().Be(1);
    }

    // Every module has its pool, and together they may want more than there are.
    [Fact]
    public async Task Serves_a_crowd_one_after_the_other_when_it_has_few_connections_for_all()
    {
        await using var small = await PostgresServer.Start("-c fsync=off -c max_connections=10");
        await using var premises = Premises.At(small.ConnectionString);
        await using var shop = await premises.OpenAndReady(Test);
        var shoppers = Enumerable.Range(0, 12).Select(_ => new Shopper()).ToList();

        await Task.WhenAll(shoppers.Select(async shopper =>
        {
            await Eventually.Holds("the cart is filled", _ => shopper.TryAdd(shop.Web), Patience, Test);
            await Eventually.Find("the order", _ => shopper.TryBuy(shop.Web), Patience, Test);
        }));

        (await shop.Settled(Test)).Orders.Should().Be(shoppers.Count);
    }

    // A commit may have happened although nobody was told: asking again under the key finds the order or makes the one there is.
    [Fact]
    public async Task Makes_one_order_also_when_the_answer_to_a_commit_is_lost()
    {
        var random = new Random(Seed());
        var direct = new NpgsqlConnectionStringBuilder(await server.NewDatabase());
        await using var line = TcpProxy.To(direct.Port);
        await using var premises = Premises.At(new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = line.Port }.ConnectionString);
        await using var shop = await premises.OpenAndReady(Test);
        var shoppers = new List<Shopper>();
        for (var round = 0; round < 8; round++)
        {
            var shopper = new Shopper();
            shoppers.Add(shopper);
            await Eventually.Holds("the cart is filled", _ => shopper.TryAdd(shop.Web), Patience, Test);
            var lost = line.AnswersLost;

            var asked = shopper.TryBuy(shop.Web);
            await Task.Delay(random.Next(25), Test);
            line.LoseAnswers();
            await Eventually.Holds("an answer is lost", _ => Task.FromResult(line.AnswersLost > lost), Patience, Test);
            line.Mend();

            await asked;
            await Eventually.Find("the order", _ => shopper.TryBuy(shop.Web), Patience, Test);
        }

        (await shop.Settled(Test)).Orders.Should().Be(shoppers.Count);
    }

    private static async Task<(HttpStatusCode Status, bool HasRetryAfter, TimeSpan Took)> Answer(Shopper shopper, ShopProcess shop)
    {
        var asked = Stopwatch.GetTimestamp();
        using var answer = await shopper.Checkout(shop.Web);
        return (answer.StatusCode, answer.Headers.RetryAfter is not null, Stopwatch.GetElapsedTime(asked));
    }

    private static async Task<object?> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Test);
    }

    private int Seed()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return seed;
    }
}
