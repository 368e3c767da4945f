using System.Globalization;
using System.Text.Json;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// Measures a purchase, a page, a call and a start by their CPU time, as a ratio to a fixed workload that is measured before and after each, and fails when
/// a ratio is much larger than the one in <c>gate.json</c>. It uses ratios of CPU times, because the machine may have other load.
/// </summary>
internal static class RegressionGate
{
    public const string WriteArgument = "--write";

    private const int Rounds = 7;
    private const int Customers = 4;

    private static readonly string Checked = SourceTree.PathTo("tests", "Benchmarks", "gate.json");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // The growth of each ratio that is tolerated.
    private static readonly Dictionary<string, double> Tolerances = new() { ["page"] = 0.2, ["purchase"] = 0.2, ["call"] = 0.2, ["start-up"] = 0.2 };

    // Code is compiled once, fully optimized, so that a round does not depend on the progress of tiered compilation.
    private static readonly Dictionary<string, string> CompiledOnce = new() { ["DOTNET_TieredCompilation"] = "0" };

    /// <returns>The exit code: 1 when a ratio has grown by more than its tolerance.</returns>
    public static async Task<int> RunAsync(bool writes)
    {
        if (Machine.Configuration != "Debug")
        {
            Console.WriteLine("The ratios of gate.json are those of a Debug build, which CI tests; run it without -c Release");
            return 1;
        }

        var rounds = Tolerances.Keys.ToDictionary(name => name, _ => new List<double>());
        await MeasureAsync(rounds);
        var known = Read();
        if (!writes && TooLarge(rounds, known).Count > 0)
        {
            // Twice as many rounds show whether other load was the cause.
            await MeasureAsync(rounds);
        }

        Print(rounds, known);
        if (writes)
        {
            var ratios = rounds.ToDictionary(one => one.Key, one => Math.Round(Median(one.Value), 6));
            await File.WriteAllTextAsync(Checked, JsonSerializer.Serialize(ratios, Indented) + "\n");
            return 0;
        }

        var failed = TooLarge(rounds, known);
        Console.WriteLine(failed.Count == 0 ? "Performance: no ratio has grown by more than its tolerance" : $"Performance: {string.Join(", ", failed)} grew by more than the tolerance, or is not in gate.json");
        return failed.Count == 0 ? 0 : 1;
    }

    private static async Task MeasureAsync(Dictionary<string, List<double>> rounds)
    {
        using var shop = await MeasuredShop.OpenAsync("one process", CompiledOnce);
        var client = new CartClientModule();
        await using var modules = await ShopUnderTest.StartAsync([new FakeCartModule(), client]);
        var data = Directory.CreateTempSubdirectory("shop-");
        try
        {
            for (var round = -1; round < Rounds; round++)
            {
                var isWarmUp = round < 0;
                // The deliveries of the purchase end before the next page is measured.
                await AddAsync("page", () => shop.MeasureVisitsAsync(LoadScenarios.HomePageAsync, isWarmUp ? 600 : 300, Customers));
                await AddAsync("purchase", () => shop.MeasureVisitsAsync(LoadScenarios.PurchaseAsync, isWarmUp ? 200 : 60, Customers));
                await AddAsync("call", () => Task.FromResult(MeasureCalls(client.Carts, isWarmUp ? 200_000 : 50_000)));
                await AddAsync("start-up", () => StartupMeasurement.MeasureCpuAsync(data.FullName));

                async Task AddAsync(string name, Func<Task<TimeSpan>> measure)
                {
                    var before = Calibration.Run();
                    var measured = await measure();
                    var ratio = measured / ((before + Calibration.Run()) / 2);
                    if (!isWarmUp)
                    {
                        rounds[name].Add(ratio);
                    }
                }
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    // Completes synchronously, so that the CPU time of this thread is that of the call.
    private static TimeSpan MeasureCalls(CartService.CartServiceClient carts, int calls)
    {
        var request = new GetCartRequest { UserId = "2ab5a1c5-6a5e-4f0f-9d0b-6f3c8f6f7a10" };
        return 1000 * Calibration.TimeOf(() =>
        {
            for (var call = 0; call < calls; call++)
            {
                carts.GetCartAsync(request).ResponseAsync.GetAwaiter().GetResult();
            }
        }) / calls;
    }

    private static Dictionary<string, double> Read() =>
        File.Exists(Checked) ? JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Checked))! : [];

    private static List<string> TooLarge(Dictionary<string, List<double>> rounds, Dictionary<string, double> known) =>
        [.. rounds.Keys.Where(name => ChangeOf(name, rounds, known) is not { } change || change > Tolerances[name])];

    private static double? ChangeOf(string name, Dictionary<string, List<double>> rounds, Dictionary<string, double> known) =>
        known.TryGetValue(name, out var before) ? Median(rounds[name]) / before - 1 : null;

    private static void Print(Dictionary<string, List<double>> rounds, Dictionary<string, double> known)
    {
        Console.WriteLine("| work | ratio to the calibration, median | least | most | checked in | change | tolerance |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (name, ratios) in rounds)
        {
            var change = ChangeOf(name, rounds, known);
            var before = change is null ? "–" : (Median(ratios) / (1 + change.Value)).ToString("F4", CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {Median(ratios):F4} | {ratios.Min():F4} | {ratios.Max():F4} | {before} | {change * 100:F0} % | {Tolerances[name] * 100:F0} % |"));
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
