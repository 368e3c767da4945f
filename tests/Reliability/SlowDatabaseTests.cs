using System.Diagnostics;
using System.Net;
using AstronomyShop.Tests.Testing;
using Npgsql;

namespace AstronomyShop.Tests.Reliability;

/// <summary>A database that runs but is slow or fails: tables are locked, transactions deadlock, connections are few, or responses are lost.</summary>
[Requires(Part.PostgreSql)]
public sealed class SlowDatabaseTests(PostgresServerFixture server, ITestOutputHelper output)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    // The public port has a time limit of fifteen seconds. Without it a response would wait for the lock, which is held until all requests were answered.
    private static readonly TimeSpan MaxResponseTime = TimeSpan.FromSeconds(60);

    private const string WaitingOrderQuery =
        """
        SELECT EXISTS (
            SELECT FROM pg_locks waits JOIN pg_locks has ON has.pid = waits.pid
            WHERE NOT waits.granted AND waits.relation = 'checkout.outbox'::regclass AND has.granted AND has.relation = 'checkout.orders'::regclass AND has.mode = 'RowExclusiveLock')
        """;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_database_delays_no_request_beyond_the_limit_and_catalog_pages_work()
    {
        var database = await server.NewDatabaseAsync();
        await using var installation = ShopInstallation.WithDatabase($"{database};Maximum Pool Size=2");
        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        var shoppers = Enumerable.Range(0, 12).Select(_ => new Shopper()).ToList();
        await Task.WhenAll(shoppers.Select(shopper => Eventually.HoldsAsync("the cart is filled", _ => shopper.TryAddAsync(shop.Web), Timeout, TestCancellation)));

        await using (var repairs = new NpgsqlConnection(database))
        {
            await repairs.OpenAsync(TestCancellation);
            await using var work = await repairs.BeginTransactionAsync(TestCancellation);
            await RunAsync(repairs, "LOCK TABLE checkout.orders IN ACCESS EXCLUSIVE MODE");

            var paying = Task.WhenAll(shoppers.Select(shopper => AnswerAsync(shopper, shop)));
            using var products = await shop.Web.GetAsync("/api/products", TestCancellation);
            products.StatusCode.Should().Be(HttpStatusCode.OK);
            (await paying).Should().OnlyContain(response => response.Status == HttpStatusCode.ServiceUnavailable && response.HasRetryAfter && response.Took < MaxResponseTime);
        }

        foreach (var shopper in shoppers)
        {
            await Eventually.FindAsync("the order", _ => shopper.TryPlaceOrderAsync(shop.Web), Timeout, TestCancellation);
        }

        (await shop.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(shoppers.Count);
    }

    // Another connection locks the two tables in the opposite order and waits longer than the deadlock timeout.
    [Fact]
    public async Task A_deadlock_is_rolled_back_and_the_next_attempt_places_the_order()
    {
        var database = await server.NewDatabaseAsync();
        await using var installation = ShopInstallation.WithDatabase(database);
        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        var shopper = new Shopper();
        (await shopper.TryAddAsync(shop.Web)).Should().BeTrue();

        await using (var repairs = new NpgsqlConnection(database))
        {
            await repairs.OpenAsync(TestCancellation);
            await RunAsync(repairs, "SET deadlock_timeout = '30s'");
            await using var work = await repairs.BeginTransactionAsync(TestCancellation);
            await RunAsync(repairs, "LOCK TABLE checkout.outbox IN ACCESS EXCLUSIVE MODE");
            var requested = AnswerAsync(shopper, shop);
            await Eventually.HoldsAsync("the order waits for the outbox", async _ => await RunAsync(repairs, WaitingOrderQuery) is true, Timeout, TestCancellation);

            await RunAsync(repairs, "LOCK TABLE checkout.orders IN ACCESS EXCLUSIVE MODE");

            (await requested).Should().Match<(HttpStatusCode Status, bool HasRetryAfter, TimeSpan)>(response => response.Status == HttpStatusCode.ServiceUnavailable && response.HasRetryAfter);
        }

        await Eventually.FindAsync("the order", _ => shopper.TryPlaceOrderAsync(shop.Web), Timeout, TestCancellation);
        (await shop.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(1);
    }

    // Each module has a connection pool, and together the pools may need more connections than the server allows.
    [Fact]
    public async Task Many_users_are_served_with_few_database_connections()
    {
        await using var small = await PostgresServer.StartAsync("-c fsync=off -c max_connections=10");
        await using var installation = ShopInstallation.WithDatabase(small.ConnectionString);
        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        var shoppers = Enumerable.Range(0, 12).Select(_ => new Shopper()).ToList();

        await Task.WhenAll(shoppers.Select(async shopper =>
        {
            await Eventually.HoldsAsync("the cart is filled", _ => shopper.TryAddAsync(shop.Web), Timeout, TestCancellation);
            await Eventually.FindAsync("the order", _ => shopper.TryPlaceOrderAsync(shop.Web), Timeout, TestCancellation);
        }));

        (await shop.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(shoppers.Count);
    }

    // A commit may have succeeded without a response: a retry under the key finds the order or creates it.
    [Fact]
    public async Task A_lost_commit_response_results_in_one_order()
    {
        var random = new Random(Seed());
        var direct = new NpgsqlConnectionStringBuilder(await server.NewDatabaseAsync());
        await using var line = TcpProxy.To(direct.Port);
        await using var installation = ShopInstallation.WithDatabase(new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = line.Port }.ConnectionString);
        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        var shoppers = new List<Shopper>();
        for (var round = 0; round < 8; round++)
        {
            var shopper = new Shopper();
            shoppers.Add(shopper);
            await Eventually.HoldsAsync("the cart is filled", _ => shopper.TryAddAsync(shop.Web), Timeout, TestCancellation);
            var lost = line.ResponsesLost;

            var requested = shopper.TryPlaceOrderAsync(shop.Web);
            await Task.Delay(random.Next(25), TestCancellation);
            line.LoseResponses();
            await Eventually.HoldsAsync("a response is lost", _ => Task.FromResult(line.ResponsesLost > lost), Timeout, TestCancellation);
            line.Restore();

            await requested;
            await Eventually.FindAsync("the order", _ => shopper.TryPlaceOrderAsync(shop.Web), Timeout, TestCancellation);
        }

        (await shop.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(shoppers.Count);
    }

    private static async Task<(HttpStatusCode Status, bool HasRetryAfter, TimeSpan Took)> AnswerAsync(Shopper shopper, ShopProcess shop)
    {
        var requested = Stopwatch.GetTimestamp();
        using var response = await shopper.CheckoutAsync(shop.Web);
        return (response.StatusCode, response.Headers.RetryAfter is not null, Stopwatch.GetElapsedTime(requested));
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestCancellation);
    }

    private int Seed()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return seed;
    }
}
