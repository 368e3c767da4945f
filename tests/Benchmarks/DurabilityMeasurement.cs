using System.Globalization;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The same purchase with the durable checkout and with one that stores nothing, on SQLite and on PostgreSQL, in one run and alternately. A run with
/// errors, or with an audit that does not hold, is invalid.
/// </summary>
internal static class DurabilityMeasurement
{
    private const int Turns = 3;
    private const int Few = 4;
    private const int Many = 200;
    private const int Years = 100_000;

    // Two shops use the server at a time, each with up to ten connections for each of eight modules.
    private const string Connections = "-c max_connections=300";

    public static async Task MeasureAsync(TimeSpan turn)
    {
        await using var server = await PostgresServer.StartAsync(Connections);
        await CompareAsync(turn, [Few, Many], Storages(server).Select(storage => (Func<Task<MeasuredShop[]>>)(async () =>
        [
            await MeasuredShop.OpenAsync($"{storage.Name}, durable", ConnectionArguments(await storage.NewDatabase())),
            await MeasuredShop.OpenAsync($"{storage.Name}, nothing stored", typeof(UnsafeCheckoutModule), [UnsafeCheckoutModule.Argument, .. ConnectionArguments(await storage.NewDatabase())]),
        ])));
    }

    /// <summary>Compares the program of this build with another one, such as that of an earlier commit.</summary>
    /// <param name="turn">The duration of each turn.</param>
    /// <param name="other">The path of the other program's assembly.</param>
    public static async Task MeasureVersionsAsync(TimeSpan turn, string other)
    {
        await using var server = await PostgresServer.StartAsync(Connections);
        await CompareAsync(turn, [Few, Many], Storages(server).Select(storage => (Func<Task<MeasuredShop[]>>)(async () =>
        [
            await MeasuredShop.OpenAsync($"{storage.Name}, this program", ConnectionArguments(await storage.NewDatabase())),
            await MeasuredShop.OpenProgramAsync($"{storage.Name}, the other program", other, ConnectionArguments(await storage.NewDatabase())),
        ])));
    }

    /// <summary>Compares a database with the orders of many years with an empty one.</summary>
    public static async Task MeasureYearsAsync(TimeSpan turn)
    {
        await using var server = await PostgresServer.StartAsync(Connections);
        await CompareAsync(turn, [Few], Storages(server).Select(storage => (Func<Task<MeasuredShop[]>>)(async () =>
        [
            await MeasuredShop.OpenAsync($"{storage.Name}, empty", ConnectionArguments(await storage.NewDatabase())),
            await OpenWithHistoryAsync($"{storage.Name}, {Years} orders", await storage.NewDatabase()),
        ])));
    }

    private static (string Name, Func<Task<string?>> NewDatabase)[] Storages(PostgresServer server) =>
        [("SQLite", () => Task.FromResult<string?>(null)), ("PostgreSQL", async () => await server.NewDatabaseAsync())];

    private static async Task<MeasuredShop> OpenWithHistoryAsync(string name, string? postgres)
    {
        var shop = await MeasuredShop.OpenAsync(name, ConnectionArguments(postgres));
        await LoadScenarios.PurchaseAsync(shop.Web);
        await shop.WaitUntilSettledAsync();
        await OrderHistorySeed.WriteAsync(Years, shop.DataDirectory, postgres);
        return shop;
    }

    private static async Task CompareAsync(TimeSpan turn, int[] userCounts, IEnumerable<Func<Task<MeasuredShop[]>>> storages)
    {
        Console.WriteLine("| shop | concurrent users | orders per second | p50 ms | p99 ms | CPU ms per order |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var open in storages)
        {
            var deployments = await open();
            try
            {
                foreach (var deployment in deployments)
                {
                    await deployment.LoadAsync(LoadScenarios.PurchaseAsync, turn, Few);
                }

                foreach (var users in userCounts)
                {
                    await CompareAsync(turn, deployments, users);
                }

                await deployments[0].CheckAuditAsync();
            }
            finally
            {
                Array.ForEach(deployments, deployment => deployment.Dispose());
            }
        }

        Console.WriteLine();
    }

    private static async Task CompareAsync(TimeSpan turn, MeasuredShop[] deployments, int users)
    {
        var loads = deployments.Select(_ => new List<LoadResult>()).ToArray();
        for (var taken = 0; taken < Turns; taken++)
        {
            foreach (var (deployment, loadsOfOne) in deployments.Zip(loads))
            {
                loadsOfOne.Add(await deployment.LoadAsync(LoadScenarios.PurchaseAsync, turn, users));
            }
        }

        foreach (var (deployment, taken) in deployments.Zip(loads))
        {
            var load = LoadResult.Together(taken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {deployment.Name} | {users} | {load.PerSecond:F0} | {load.Percentile(0.5):F1} | {load.Percentile(0.99):F1} | {load.CpuPerVisit:F2} |"));
        }
    }

    private static string[] ConnectionArguments(string? postgres) => postgres is null ? [] : [$"--ConnectionStrings:Postgres={postgres}"];
}
