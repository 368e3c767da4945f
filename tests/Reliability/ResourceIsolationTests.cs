using System.Collections.Concurrent;
using System.Diagnostics;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>One module uses most of the processor or the memory. The other modules are slower and keep working.</summary>
[Trait(LongRun.Trait, LongRun.Name)]
[Collection(typeof(SequentialCollection))]
public sealed class ResourceIsolationTests(PostgresServerFixture server, ITestOutputHelper output)
{
    private const string Ads = "/api/data?contextKeys=telescopes";
    private const string Recommendations = "/api/recommendations?productIds=OLJCESPC7Z";
    private const int Shoppers = 4;
    private const int Turns = 4;
    private const int MaxSlowdown = 10;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <summary>The flag that causes the load, its variant, and the path whose requests make the module work.</summary>
    public static TheoryData<string, string, string> LoadFlags => LongRun.IsRequested
        ? new(("adHighCpu", "on", Ads), ("adManualGc", "on", Ads), ("recommendationCacheFailure", "on", Recommendations), ("emailMemoryLeak", "1000x", Ads))
        : new(("adHighCpu", "on", Ads));

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(LoadFlags))]
    public async Task A_module_under_load_slows_the_shop_and_prevents_no_order(string flag, string variant, string page)
    {
        await using var installation = await ShopInstallation.CreateAsync(
            server, "Sqlite", FlagSwitch.Argument, "--Modules:Edge:WritesPerSecond=100000", "--Modules:Edge:WritesAtOnce=100000");
        await using var shop = await installation.OpenAndReadyAsync(TestCancellation);
        await MeasureOrdersAsync(shop);
        List<TimeSpan> peaceful = [], hogged = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            peaceful.AddRange(await MeasureOrdersAsync(shop));
            await FlagSwitch.SetAsync(shop.Web, flag, variant, TestCancellation);
            hogged.AddRange(await MeasureOrdersAsync(shop, page));
            await FlagSwitch.SetAsync(shop.Web, flag, "off", TestCancellation);
        }

        output.WriteLine($"{peaceful.Count} orders in peace, p99 {P99(peaceful)}; {hogged.Count} beside {flag}, p99 {P99(hogged)}");
        hogged.Count.Should().BeGreaterThan(peaceful.Count / MaxSlowdown);
        P99(hogged).Should().BeLessThan(P99(peaceful) * MaxSlowdown);
        (await shop.WaitForAuditAsync(TestCancellation)).Refunds.Should().Be(0);
    }

    /// <summary>The duration of each order while a page is requested repeatedly.</summary>
    private static async Task<IReadOnlyCollection<TimeSpan>> MeasureOrdersAsync(ShopProcess shop, string page = "/")
    {
        var (took, started) = (new ConcurrentBag<TimeSpan>(), Stopwatch.GetTimestamp());
        var looking = LookAsync();
        await Task.WhenAll(Enumerable.Range(0, Shoppers).Select(_ => BuyAsync()));
        await looking;
        return took;

        bool IsOpen() => Stopwatch.GetElapsedTime(started) < Turn;

        async Task LookAsync()
        {
            while (IsOpen())
            {
                (await shop.Web.GetAsync(page, TestCancellation)).Dispose();
            }
        }

        async Task BuyAsync()
        {
            while (IsOpen())
            {
                var shopper = new Shopper();
                (await shopper.TryAddAsync(shop.Web)).Should().BeTrue();
                var requested = Stopwatch.GetTimestamp();
                (await shopper.TryPlaceOrderAsync(shop.Web)).Should().NotBeNull();
                took.Add(Stopwatch.GetElapsedTime(requested));
            }
        }
    }

    private static TimeSpan P99(List<TimeSpan> took) => took.Order().ElementAt(took.Count * 99 / 100);
}
