using System.Diagnostics;
using System.Net;
using AstronomyShop.Tests.Testing;
using Npgsql;

namespace AstronomyShop.Tests.Reliability;

/// <summary>
/// Five times as many people want to pay as the shop has room for, and they come whether or not those before them were served. It serves as
/// many as ever, and sends the others away at once.
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

    // An order waits for the database, and not for the processor that it shares with the crowd: its time is the shop's capacity.
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

        crowded.Served.Count.Should().BeGreaterThanOrEqualTo((int)(0.8 * before.Served.Count), "who is let in is served as ever");
        crowded.Rejected.Should().HaveCountGreaterThan(2 * before.Served.Count, "there is no room for them").And.OnlyContain(refusal => refusal.RetryAfter == "1");
        Median(crowded.Rejected).Should().BeLessThan(Median(crowded.Served) / 2, "who is sent away has not stood in line");
        crowded.Served.Max(response => response.Took).Should().BeLessThan(Phase, "who is let in waits for those before, and these are few");
        before.Rejected.Concat(after.Rejected).Should().BeEmpty("there is room for these, also when the crowd has gone");
        after.Served.Count.Should().BeGreaterThanOrEqualTo((int)(0.8 * before.Served.Count), "it is as before");
        (await shop.WaitForAuditAsync(TestCancellation)).Orders.Should().Be(confirmed);
    }

    /// <summary>So many as are served at once, each of whom comes again when served.</summary>
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

    /// <summary>So many people come to pay, one after the other at even distances, and whoever is sent away goes.</summary>
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
