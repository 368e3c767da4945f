using System.Diagnostics;
using System.Net;
using AstronomyShop.Tests.Testing;
using Npgsql;

namespace AstronomyShop.Tests.Reliability;

/// <summary>
/// Simulated users send five times as many orders as the shop can serve, whether or not earlier orders were answered. The shop keeps its throughput and
/// rejects the other orders at once.
/// </summary>
[Requires(Part.PostgreSql)]
[Trait(LongRun.Trait, LongRun.Name)]
[Collection(typeof(SequentialCollection))]
public sealed class OverloadTests(PostgresServerFixture server, ITestOutputHelper output)
{
    private const int AtOnce = 4;
    private const int Waiting = 4;
    private const int Crowd = 5;
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(2);

    // The delay of each response of the database. It limits the throughput of the shop, so that the result does not depend on the CPU, which the shop shares
    // with the simulated users.
    private static readonly TimeSpan QueueTime = TimeSpan.FromMilliseconds(10);

    private int confirmed;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_overloaded_shop_keeps_its_throughput_and_rejects_the_rest_at_once()
    {
        var direct = new NpgsqlConnectionStringBuilder(await server.NewDatabaseAsync());
        await using var line = TcpProxy.To(direct.Port);
        await using var installation = ShopInstallation.WithDatabase(
            new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = line.Port }.ConnectionString,
            $"--Modules:Edge:OrdersAtOnce={AtOnce}", $"--Modules:Edge:OrdersWaiting={Waiting}", "--Modules:Edge:WritesPerSecond=100000", "--Modules:Edge:WritesAtOnce=100000",
            "--Modules:Edge:RequestsPerClient=100000", "--Modules:Edge:OrdersPerClient=100000");
        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        line.Delay = QueueTime;
        await MeasureNormalLoadAsync(shop);

        var before = await MeasureNormalLoadAsync(shop);
        var crowded = await MeasureOverloadAsync(shop, Crowd * before.Served.Count);
        var after = await MeasureNormalLoadAsync(shop);
        output.WriteLine($"orders: {before.Served.Count} before; {crowded.Served.Count} of {crowded.Answers.Count} in the rush; {after.Served.Count} after");

        crowded.Served.Count.Should().BeGreaterThanOrEqualTo((int)(0.8 * before.Served.Count), "admitted orders are served at the normal rate");
        crowded.Rejected.Should().HaveCountGreaterThan(2 * before.Served.Count, "the concurrency limit and the queue are full").And.OnlyContain(refusal => refusal.RetryAfter == "1");
        Median(crowded.Rejected).Should().BeLessThan(Median(crowded.Served) / 2, "a rejected order does not wait in the queue");
        crowded.Served.Max(response => response.Took).Should().BeLessThan(Phase, "an admitted order waits only for the few orders before it in the queue");
        before.Rejected.Concat(after.Rejected).Should().BeEmpty("normal load is below the limit, also after the overload");
        after.Served.Count.Should().BeGreaterThanOrEqualTo((int)(0.8 * before.Served.Count), "the throughput is the same as before the overload");
        (await shop.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(confirmed);
    }

    /// <summary>A closed loop: as many concurrent users as orders are served at once, each of which sends the next order when it has its response.</summary>
    private async Task<LoadResult> MeasureNormalLoadAsync(ShopProcess shop)
    {
        var started = Stopwatch.GetTimestamp();
        var visits = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            var responses = new List<MeasuredResponse>();
            while (Stopwatch.GetElapsedTime(started) < Phase)
            {
                var shopper = await WithAFullCartAsync(shop);
                responses.Add(await AskAsync(shop, shopper, Stopwatch.GetTimestamp()));
            }

            return responses;
        }));
        return CountConfirmed(visits.SelectMany(responses => responses));
    }

    /// <summary>An open loop: this many users send one order each at equal intervals, and rejected orders are not retried.</summary>
    private async Task<LoadResult> MeasureOverloadAsync(ShopProcess shop, int people)
    {
        var shoppers = await Task.WhenAll(Enumerable.Range(0, people).Select(_ => WithAFullCartAsync(shop)));
        var (requested, started) = (new List<Task<MeasuredResponse>>(), Stopwatch.GetTimestamp());
        foreach (var shopper in shoppers)
        {
            // Start times follow the clock: a late start does not delay the following ones.
            var due = requested.Count * Phase / people;
            var early = due - Stopwatch.GetElapsedTime(started);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, TestCancellation);
            }

            requested.Add(AskAsync(shop, shopper, started + (long)(due.TotalSeconds * Stopwatch.Frequency)));
        }

        return CountConfirmed(await Task.WhenAll(requested));
    }

    private LoadResult CountConfirmed(IEnumerable<MeasuredResponse> responses)
    {
        var sales = new LoadResult([.. responses]);
        confirmed += sales.Served.Count;
        return sales;
    }

    private static async Task<Shopper> WithAFullCartAsync(ShopProcess shop)
    {
        var shopper = new Shopper();
        (await shopper.TryAddAsync(shop.Web)).Should().BeTrue("the catalog is available");
        return shopper;
    }

    private static async Task<MeasuredResponse> AskAsync(ShopProcess shop, Shopper shopper, long since)
    {
        using var response = await shopper.CheckoutAsync(shop.Web);
        var took = Stopwatch.GetElapsedTime(since);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return new MeasuredResponse(IsServed: true, took, null);
        }

        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        return new MeasuredResponse(IsServed: false, took, response.Headers.RetryAfter?.ToString());
    }

    private static TimeSpan Median(IReadOnlyList<MeasuredResponse> responses) => responses.Select(response => response.Took).Order().ElementAt(responses.Count / 2);

    private sealed record MeasuredResponse(bool IsServed, TimeSpan Took, string? RetryAfter);

    private sealed record LoadResult(IReadOnlyList<MeasuredResponse> Answers)
    {
        public IReadOnlyList<MeasuredResponse> Served { get; } = [.. Answers.Where(response => response.IsServed)];

        public IReadOnlyList<MeasuredResponse> Rejected { get; } = [.. Answers.Where(response => !response.IsServed)];
    }
}
