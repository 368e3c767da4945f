using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Five times as many people want to pay as the shop has room for. It serves as many as ever, and sends the others away at once.</summary>
public sealed class PastCapacity(Server server, ITestOutputHelper output)
{
    private const int AtOnce = 4;
    private const int Waiting = 4;
    private const int Capacity = AtOnce + Waiting;
    private const int Turns = 3;
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(2);

    // They are told to come back in a second, and are more impatient than that.
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_shop_sells_what_it_always_does_and_sends_the_others_away_at_once()
    {
        await using var premises = await Premises.Rent(
            server, "Sqlite", $"--Modules:Edge:OrdersAtOnce={AtOnce}", $"--Modules:Edge:OrdersWaiting={Waiting}", "--Modules:Edge:WritesPerSecond=100000", "--Modules:Edge:WritesAtOnce=100000");
        await using var shop = await premises.OpenAndReady(Test);
        List<Sales> quiet = [await Rush(shop, Capacity)], calm = [], crowded = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            calm.Add(await Rush(shop, Capacity));
            crowded.Add(await Rush(shop, 5 * Capacity));
        }

        quiet.Add(await Rush(shop, Capacity));
        output.WriteLine($"orders at capacity: {Orders(calm)}; at five times as much: {Orders(crowded)}, and {Refusals(crowded).Count} refusals");

        // Both are held against what the same machine does at the same time, for it may have other work too.
        Orders(crowded).Should().BeGreaterThanOrEqualTo((int)(0.6 * Orders(calm)), "who is let in is served as ever");
        Refusals(crowded).Should().HaveCountGreaterThan(Orders(crowded) / 10).And.OnlyContain(refusal => refusal.RetryAfter == "1");
        Median(Refusals(crowded).Select(refusal => refusal.Took)).Should().BeLessThan(Median(crowded.SelectMany(one => one.Served)) / 2, "who is sent away has not stood in line");
        Refusals([.. calm, .. quiet]).Should().BeEmpty("there is room for these, also when the crowd has gone");
        (await shop.Settled(Test)).Orders.Should().Be(Orders([.. quiet, .. calm, .. crowded]));
    }

    private static int Orders(List<Sales> sales) => sales.Sum(one => one.Served.Count);

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ToArray() is { Length: > 0 } inOrder ? inOrder[inOrder.Length / 2] : default;

    private static List<Refusal> Refusals(List<Sales> sales) => [.. sales.SelectMany(one => one.Refusals)];

    private static async Task<Sales> Rush(ShopProcess shop, int people)
    {
        var (served, refusals, started) = (new ConcurrentBag<TimeSpan>(), new ConcurrentBag<Refusal>(), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, people).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(started) < Phase)
            {
                var shopper = new Shopper();
                (await shopper.TryAdd(shop.Web)).Should().BeTrue("the shelves are open");
                while (!await Buys(shopper, shop, refusals) && Stopwatch.GetElapsedTime(started) < Phase)
                {
                    await Task.Delay(Impatience, Test);
                }
            }
        }));
        return new Sales([.. served], [.. refusals]);

        async Task<bool> Buys(Shopper shopper, ShopProcess at, ConcurrentBag<Refusal> told)
        {
            var asked = Stopwatch.GetTimestamp();
            using var answer = await shopper.Checkout(at.Web);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                served.Add(Stopwatch.GetElapsedTime(asked));
                return true;
            }

            answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
            told.Add(new Refusal(Stopwatch.GetElapsedTime(asked), answer.Headers.RetryAfter?.ToString()));
            return false;
        }
    }

    private sealed record Sales(IReadOnlyList<TimeSpan> Served, IReadOnlyList<Refusal> Refusals);

    private sealed record Refusal(TimeSpan Took, string? RetryAfter);
}
