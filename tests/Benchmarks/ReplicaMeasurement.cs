using System.Globalization;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The capacity model of docs/scale.md, compared with one, two and three replicas of Checkout on PostgreSQL. Each replica may use a tenth of a core, so that
/// Checkout is the limit of the shop; all other modules run in one process without a limit. The model knows only what an order costs, and what
/// an idle process costs, both in a single replica without a limit. A run with errors, or with an audit that does not hold, is invalid.
/// </summary>
internal static class ReplicaMeasurement
{
    private const int MaxReplicas = 3;
    private const int Users = 24;
    private const int WarmUpTurns = 2;
    private const double CoresPerReplica = 0.1;
    private const string Connections = "-c max_connections=300";

    public static async Task MeasureAsync(TimeSpan turn)
    {
        await using var server = await PostgresServer.StartAsync(Connections);
        var (cost, idle) = await MeasureCostAsync(await server.NewDatabaseAsync(), turn);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"One replica of Checkout without a limit: {cost:F2} ms of CPU time per order; {idle * 1000:F1} ms per second when idle."));
        Console.WriteLine();
        Console.WriteLine("| replicas | orders per second: the model | measured | measured / model | p50 ms | p99 ms | CPU ms per order in Checkout |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        for (var replicas = 1; replicas <= MaxReplicas; replicas++)
        {
            using var shop = await ReplicatedShop.OpenAsync(await server.NewDatabaseAsync(), replicas);
            await shop.LoadAsync(WarmUpTurns * turn, Users);
            shop.Limit(CoresPerReplica);

            // The first turn with the limit fills the queues.
            await shop.LoadAsync(turn, Users);
            var (load, measured) = await shop.LoadAsync(turn, Users);
            var model = replicas * (CoresPerReplica - idle) * 1000 / cost;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {replicas} | {model:F1} | {load.PerSecond:F1} | {load.PerSecond / model:F2} | {load.Percentile(0.5):F0} | {load.Percentile(0.99):F0} | {measured:F2} |"));
            await shop.CheckAuditAsync();
        }
    }

    private static async Task<(double CpuPerOrder, double IdleCores)> MeasureCostAsync(string database, TimeSpan turn)
    {
        using var shop = await ReplicatedShop.OpenAsync(database, 1);
        await shop.LoadAsync(WarmUpTurns * turn, Users);
        var (_, cost) = await shop.LoadAsync(turn, Users);
        await shop.CheckAuditAsync();
        return (cost, await shop.MeasureIdleAsync(turn));
    }
}
