using System.Collections.Concurrent;
using System.Diagnostics;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>One module takes the processor or the memory for itself. The others have less of it, and sell on.</summary>
[Trait(LongRun.Trait, LongRun.Name)]
[Collection(typeof(AloneOnTheMachine))]
public sealed class ANeighbourThatHogs(Server server, ITestOutputHelper output)
{
    private const string Ads = "/api/data?contextKeys=telescopes";
    private const string Recommendations = "/api/recommendations?productIds=OLJCESPC7Z";
    private const int Shoppers = 4;
    private const int Turns = 4;
    private const int MostTimesSlower = 10;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <summary>The flag that makes it so, its variant, and what makes the module work.</summary>
    public static TheoryData<string, string, string> Hogs => LongRun.IsRequested
        ? new(("adHighCpu", "on", Ads), ("adManualGc", "on", Ads), ("recommendationCacheFailure", "on", Recommendations), ("emailMemoryLeak", "1000x", Ads))
        : new(("adHighCpu", "on", Ads));

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Hogs))]
    public async Task Slows_the_shop_and_stops_no_order(string flag, string variant, string page)
    {
        await using var premises = await Premises.Rent(
            server, "Sqlite", FlagSwitch.Argument, "--Modules:Edge:WritesPerSecond=100000", "--Modules:Edge:WritesAtOnce=100000");
        await using var shop = await premises.OpenAndReady(Test);
        await Sell(shop);
        List<TimeSpan> peaceful = [], hogged = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            peaceful.AddRange(await Sell(shop));
            await FlagSwitch.Turn(shop.Web, flag, variant, Test);
            hogged.AddRange(await Sell(shop, page));
            await FlagSwitch.Turn(shop.Web, flag, "off", Test);
        }

        output.WriteLine($"{peaceful.Count} orders in peace, p99 {P99(peaceful)}; {hogged.Count} beside {flag}, p99 {P99(hogged)}");
        hogged.Count.Should().BeGreaterThan(peaceful.Count / MostTimesSlower);
        P99(hogged).Should().BeLessThan(P99(peaceful) * MostTimesSlower);
        (await shop.Settled(Test)).Refunds.Should().Be(0);
    }

    /// <summary>How long each order took, while somebody else looks at a page again and again.</summary>
    private static async Task<IReadOnlyCollection<TimeSpan>> Sell(ShopProcess shop, string page = "/")
    {
        var (took, started) = (new ConcurrentBag<TimeSpan>(), Stopwatch.GetTimestamp());
        var looking = Look();
        await Task.WhenAll(Enumerable.Range(0, Shoppers).Select(_ => Buy()));
        await looking;
        return took;

        bool IsOpen() => Stopwatch.GetElapsedTime(started) < Turn;

        async Task Look()
        {
            while (IsOpen())
            {
                (await shop.Web.GetAsync(page, Test)).Dispose();
            }
        }

        async Task Buy()
        {
            while (IsOpen())
            {
                var shopper = new Shopper();
                (await shopper.TryAdd(shop.Web)).Should().BeTrue();
                var asked = Stopwatch.GetTimestamp();
                (await shopper.TryBuy(shop.Web)).Should().NotBeNull();
                took.Add(Stopwatch.GetElapsedTime(asked));
            }
        }
    }

    private static TimeSpan P99(List<TimeSpan> took) => took.Order().ElementAt(took.Count * 99 / 100);
}
