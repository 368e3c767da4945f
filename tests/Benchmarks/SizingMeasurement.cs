using System.Globalization;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The figures for the capacity model of docs/scale.md: the visits per second of one core, compared with what the CPU time of a visit predicts; and the
/// memory and CPU time of each module's process, for the requests and limits of a pod.
/// </summary>
internal static class SizingMeasurement
{
    private const int Users = 4;

    public static async Task MeasureAsync(TimeSpan turn)
    {
        await OneCoreAsync(turn);
        Console.WriteLine();
        await EachModuleAsync(turn);
    }

    private static async Task OneCoreAsync(TimeSpan turn)
    {
        MeasuredShop.PinLoadToOtherCores();
        using var shop = await MeasuredShop.OpenOnCoreAsync("one process on one core");
        Console.WriteLine("| visit | per second | p50 ms | CPU ms per visit | the core could | it did |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, visit) in LoadScenarios.All)
        {
            await shop.LoadAsync(visit, turn, Users);
            var load = await shop.LoadAsync(visit, turn, Users);
            var possible = 1000 / load.CpuPerVisit;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {load.PerSecond:F0} | {load.Percentile(0.5):F1} | {load.CpuPerVisit:F2} | {possible:F0} | {load.PerSecond / possible:P0} |"));
        }

        await shop.CheckAuditAsync();
    }

    private static async Task EachModuleAsync(TimeSpan turn)
    {
        using var shop = await MeasuredShop.OpenAsync("one per module", "--split");
        await shop.LoadAsync(LoadScenarios.PurchaseAsync, turn, Users);
        var before = shop.UseByModule();
        var load = await shop.LoadAsync(LoadScenarios.PurchaseAsync, turn, Users);
        Console.WriteLine("| module | memory MB | CPU ms per purchase |");
        Console.WriteLine("|---|---|---|");
        foreach (var (module, (cpu, megabytes)) in shop.UseByModule().OrderByDescending(module => module.Value.Cpu - before[module.Key].Cpu))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {module} | {megabytes:F0} | {(cpu - before[module].Cpu).TotalMilliseconds / load.Milliseconds.Count:F2} |"));
        }

        await shop.CheckAuditAsync();
    }
}
