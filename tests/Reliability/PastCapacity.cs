using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>
/// Five times as many people come to the till as it serves, and they come when they come: nobody waits for another's answer. The shop
/// serves as many as ever, and sends the others away at once.
/// </summary>
public sealed class PastCapacity(Server server, ITestOutputHelper output)
{
    private const int AtOnce = 4;
    private const int Waiting = 4;
    private const int Capacity = AtOnce + Waiting;
    private const int Turns = 2;
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(2);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_shop_sells_what_it_always_does_and_sends_the_others_away_at_once()
    {
        await using var premises = await Premises.Rent(
            server, "Sqlite", $"--Modules:Edge:OrdersAtOnce={AtOnce}", $"--Modules:Edge:OrdersWaiting={Waiting}", "--Modules:Edge:WritesPerSecond=100000", "--Modules:Edge:WritesAtOnce=100000");
        await using var shop = await premises.OpenAndReady(Test);
        List<Sales> quiet = [await Served(shop)], calm = [], crowded = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            calm.Add(await Served(shop));
            crowded.Add(await Crowded(shop, people: 5 * calm[^1].Orders.Count));
        }

        quiet.Add(await Served(shop));
        output.WriteLine($"orders at capacity: {Orders(calm)}; at five times as much: {Orders(crowded)}, and {Refusals(crowded).Count} refusals");

        // Both are held against what the same machine does at the same time, for it may have other work too.
        Orders(crowded).Should().BeGreaterThanOrEqualTo(Orders(calm) / 2, "who is let in is served as ever");
        Refusals(crowded).Should().HaveCountGreaterThan(Orders(crowded) / 10).And.OnlyContain(refusal => refusal.RetryAfter == "1");
        Median(Refusals(crowded).Select(refusal => refusal.Took)).Should().BeLessThan(Median(crowded.SelectMany(one => one.Orders)), "who is sent away has not stood in line");
        Refusals([.. calm, .. quiet]).Should().BeEmpty("there is room for these, also when the crowd has gone");
        (await shop.Settled(Test)).Orders.Should().Be(Orders([.. quiet, .. calm, .. crowded]));
    }

    private static int Orders(List<Sales> sales) => sales.Sum(one => one.Orders.Count);

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ToArray() is { Length: > 0 } inOrder ? inOrder[inOrder.Length / 2] : default;

    private static List<Refusal> Refusals(List<Sales> sales) => [.. sales.SelectMany(one => one.Refusals)];

    // As many as there is room for, one order after the other.
    private static async Task<Sales> Served(ShopProcess shop)
    {
        var (sales, started) = (new Sales(), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Capacity).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(started) < Phase)
            {
                await Pays(await WithACart(shop), shop, sales);
            }
        }));
        return sales;
    }

    // Each comes at a time of its own, and not again when sent away.
    private static async Task<Sales> Crowded(ShopProcess shop, int people)
    {
        var crowd = new ConcurrentBag<Shopper>();
        await Parallel.ForAsync(0, people, new ParallelOptions { MaxDegreeOfParallelism = Capacity, CancellationToken = Test }, async (_, _) => crowd.Add(await WithACart(shop)));

        var (sales, started, paying) = (new Sales(), Stopwatch.GetTimestamp(), new List<Task>());
        foreach (var shopper in crowd)
        {
            var until = (Phase * paying.Count / people) - Stopwatch.GetElapsedTime(started);
            if (until > TimeSpan.Zero)
            {
                await Task.Delay(until, Test);
            }

            paying.Add(Pays(shopper, shop, sales));
        }

        await Task.WhenAll(paying);
        return sales;
    }

    private static async Task<Shopper> WithACart(ShopProcess shop)
    {
        var shopper = new Shopper();
        (await shopper.TryAdd(shop.Web)).Should().BeTrue("the shelves are open");
        return shopper;
    }

    private static async Task Pays(Shopper shopper, ShopProcess shop, Sales sales)
    {
        var asked = Stopwatch.GetTimestamp();
        using var answer = await shopper.Checkout(shop.Web);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            sales.Orders.Add(Stopwatch.GetElapsedTime(asked));
            return;
        }

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        sales.Refusals.Add(new Refusal(Stopwatch.GetElapsedTime(asked), answer.Headers.RetryAfter?.ToString()));
    }

    private sealed class Sales
    {
        /// <summary>How long each took.</summary>
        public ConcurrentBag<TimeSpan> Orders { get; } = [];

        public ConcurrentBag<Refusal> Refusals { get; } = [];
    }

    private sealed record Refusal(TimeSpan Took, string? RetryAfter);
}
