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
[Collection(typeof(AloneOnTheMachine))]
public sealed class PastCapacity(Server server, ITestOutputHelper output)
{
    private const int AtOnce = 4;
    private const int Waiting = 4;
    private const int Crowd = 5;
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(2);

    // An order waits for the database, and not for the processor that it shares with the crowd: its time is the shop's capacity.
    private static readonly TimeSpan OnTheLine = TimeSpan.FromMilliseconds(10);

    private int told;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_shop_sells_what_it_always_does_and_sends_the_others_away_at_once()
    {
        var direct = new NpgsqlConnectionStringBuilder(await server.NewDatabase());
        await using var line = TcpProxy.To(direct.Port);
        await using var premises = Premises.At(
            new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = line.Port }.ConnectionString,
            $"--Modules:Edge:OrdersAtOnce={AtOnce}", $"--Modules:Edge:OrdersWaiting={Waiting}", "--Modules:Edge:WritesPerSecond=100000", "--Modules:Edge:WritesAtOnce=100000");
        await using var shop = await premises.OpenAndReady(Test);
        line.Delay = OnTheLine;
        await Calm(shop);

        var before = await Calm(shop);
        var crowded = await Rush(shop, Crowd * before.Served.Count);
        var after = await Calm(shop);
        output.WriteLine($"orders: {before.Served.Count} before; {crowded.Served.Count} of {crowded.Answers.Count} in the rush; {after.Served.Count} after");

        crowded.Served.Count.Should().BeGreaterThanOrEqualTo((int)(0.8 * before.Served.Count), "who is let in is served as ever");
        crowded.Refused.Should().HaveCountGreaterThan(2 * before.Served.Count, "there is no room for them").And.OnlyContain(refusal => refusal.RetryAfter == "1");
        Median(crowded.Refused).Should().BeLessThan(Median(crowded.Served) / 2, "who is sent away has not stood in line");
        crowded.Served.Max(answer => answer.Took).Should().BeLessThan(Phase, "who is let in waits for those before, and these are few");
        before.Refused.Concat(after.Refused).Should().BeEmpty("there is room for these, also when the crowd has gone");
        after.Served.Count.Should().BeGreaterThanOrEqualTo((int)(0.8 * before.Served.Count), "it is as before");
        (await shop.Settled(Test)).Orders.Should().Be(told);
    }

    /// <summary>So many as are served at once, each of whom comes again when served.</summary>
    private async Task<Sales> Calm(ShopProcess shop)
    {
        var started = Stopwatch.GetTimestamp();
        var visits = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            var answers = new List<Answer>();
            while (Stopwatch.GetElapsedTime(started) < Phase)
            {
                var shopper = await WithAFullCart(shop);
                answers.Add(await Ask(shop, shopper, Stopwatch.GetTimestamp()));
            }

            return answers;
        }));
        return Told(visits.SelectMany(answers => answers));
    }

    /// <summary>So many people come to pay, one after the other at even distances, and whoever is sent away goes.</summary>
    private async Task<Sales> Rush(ShopProcess shop, int people)
    {
        var shoppers = await Task.WhenAll(Enumerable.Range(0, people).Select(_ => WithAFullCart(shop)));
        var (asked, started) = (new List<Task<Answer>>(), Stopwatch.GetTimestamp());
        foreach (var shopper in shoppers)
        {
            // Held against the clock: a late start makes nobody after it late.
            var due = asked.Count * Phase / people;
            var early = due - Stopwatch.GetElapsedTime(started);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, Test);
            }

            asked.Add(Ask(shop, shopper, started + (long)(due.TotalSeconds * Stopwatch.Frequency)));
        }

        return Told(await Task.WhenAll(asked));
    }

    private Sales Told(IEnumerable<Answer> answers)
    {
        var sales = new Sales([.. answers]);
        told += sales.Served.Count;
        return sales;
    }

    private static async Task<Shopper> WithAFullCart(ShopProcess shop)
    {
        var shopper = new Shopper();
        (await shopper.TryAdd(shop.Web)).Should().BeTrue("the shelves are open");
        return shopper;
    }

    private static async Task<Answer> Ask(ShopProcess shop, Shopper shopper, long since)
    {
        using var answer = await shopper.Checkout(shop.Web);
        var took = Stopwatch.GetElapsedTime(since);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            return new Answer(IsServed: true, took, null);
        }

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        return new Answer(IsServed: false, took, answer.Headers.RetryAfter?.ToString());
    }

    private static TimeSpan Median(IReadOnlyList<Answer> answers) => answers.Select(answer => answer.Took).Order().ElementAt(answers.Count / 2);

    private sealed record Answer(bool IsServed, TimeSpan Took, string? RetryAfter);

    private sealed record Sales(IReadOnlyList<Answer> Answers)
    {
        public IReadOnlyList<Answer> Served { get; } = [.. Answers.Where(answer => answer.IsServed)];

        public IReadOnlyList<Answer> Refused { get; } = [.. Answers.Where(answer => !answer.IsServed)];
    }
}
