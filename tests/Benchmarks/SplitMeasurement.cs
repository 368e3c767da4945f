using System.Globalization;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The same visits in one process and in many, in one run and taking turns: what the split costs on this machine. All telemetry is on and
/// reported to a back end in this process; a shape that reports fewer spans per visit than the other has dropped some. A run with errors is
/// void, and ends with one.
/// </summary>
internal static class SplitMeasurement
{
    private const int Customers = 4;
    private const int Turns = 3;

    public static async Task MeasureAsync(TimeSpan turn)
    {
        using var one = await MeasuredShop.OpenAsync("one process");
        using var many = await MeasuredShop.OpenAsync("one per module", "--split");
        var visits = LoadScenarios.All;

        // New code is slow code: both shapes work as long as in a turn before anything counts.
        foreach (var (shape, (_, visit)) in from shape in (MeasuredShop[])[one, many] from visit in visits select (shape, visit))
        {
            await shape.LoadAsync(visit, turn, Customers);
        }

        Console.WriteLine("| visit | shape | per second | p50 ms | p99 ms | CPU ms per visit | spans per visit | memory MB | processes |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, visit) in visits)
        {
            var results = new Dictionary<MeasuredShop, List<LoadResult>> { [one] = [], [many] = [] };
            for (var taken = 0; taken < Turns; taken++)
            {
                results[one].Add(await one.LoadAsync(visit, turn, Customers));
                results[many].Add(await many.LoadAsync(visit, turn, Customers));
            }

            foreach (var (shape, loads) in results)
            {
                Console.WriteLine(Row(name, shape, LoadResult.Together(loads)));
            }
        }

        await one.CheckAuditAsync();
        await many.CheckAuditAsync();
    }

    private static string Row(string name, MeasuredShop shape, LoadResult load) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {shape.Name} | {load.PerSecond:F0} | {load.Percentile(0.5):F1} | {load.Percentile(0.99):F1} | {load.CpuPerVisit:F2} | {load.SpansPerVisit:F1} | {shape.MemoryMegabytes:F0} | {shape.Processes} |");
}
