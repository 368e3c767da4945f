using System.Globalization;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The cost of one process per module: the same visits to both deployments, in one run and alternately. All telemetry is on and exported to a back end
/// in this process; a deployment that exports fewer spans per visit than the other has dropped some. A run with errors is invalid and ends with an
/// exception.
/// </summary>
internal static class SplitMeasurement
{
    private const int Users = 4;
    private const int Turns = 3;

    public static async Task MeasureAsync(TimeSpan turn)
    {
        using var one = await MeasuredShop.OpenAsync("one process");
        using var many = await MeasuredShop.OpenAsync("one per module", "--split");
        var visits = LoadScenarios.All;

        // Both deployments warm up for one turn per visit.
        foreach (var (deployment, (_, visit)) in from deployment in (MeasuredShop[])[one, many] from visit in visits select (deployment, visit))
        {
            await deployment.LoadAsync(visit, turn, Users);
        }

        Console.WriteLine("| visit | deployment | per second | p50 ms | p99 ms | CPU ms per visit | spans per visit | memory MB | processes |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, visit) in visits)
        {
            var results = new Dictionary<MeasuredShop, List<LoadResult>> { [one] = [], [many] = [] };
            for (var taken = 0; taken < Turns; taken++)
            {
                results[one].Add(await one.LoadAsync(visit, turn, Users));
                results[many].Add(await many.LoadAsync(visit, turn, Users));
            }

            foreach (var (deployment, loads) in results)
            {
                Console.WriteLine(Row(name, deployment, LoadResult.Together(loads)));
            }
        }

        await one.CheckAuditAsync();
        await many.CheckAuditAsync();
    }

    private static string Row(string name, MeasuredShop deployment, LoadResult load) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {deployment.Name} | {load.PerSecond:F0} | {load.Percentile(0.5):F1} | {load.Percentile(0.99):F1} | {load.CpuPerVisit:F2} | {load.SpansPerVisit:F1} | {deployment.MemoryMegabytes:F0} | {deployment.Processes} |");
}
