using System.Globalization;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The same purchase with the checkout that survives everything and with one that writes nothing down, on SQLite and on PostgreSQL, in one
/// run and taking turns. A run with errors, or with books that do not hold, is void.
/// </summary>
internal static class PriceOfSafety
{
    private const int Turns = 3;
    private const int Few = 4;
    private const int Many = 200;
    private const int Years = 100_000;

    public static async Task Measure(TimeSpan turn)
    {
        await using var server = await PostgresServer.Start();
        await Compare(turn, [Few, Many], Storages(server).Select(storage => (Func<Task<Shape[]>>)(async () =>
        [
            await Shape.Open($"{storage.Name}, durable", At(await storage.NewDatabase())),
            await Shape.Open($"{storage.Name}, nothing recorded", typeof(HastyCheckoutModule), [HastyCheckoutModule.Argument, .. At(await storage.NewDatabase())]),
        ])));
    }

    /// <summary>With the orders of many years in the database, beside one that is empty.</summary>
    public static async Task MeasureYears(TimeSpan turn)
    {
        await using var server = await PostgresServer.Start();
        await Compare(turn, [Few], Storages(server).Select(storage => (Func<Task<Shape[]>>)(async () =>
        [
            await Shape.Open($"{storage.Name}, empty", At(await storage.NewDatabase())),
            await OldShop($"{storage.Name}, {Years} orders", await storage.NewDatabase()),
        ])));
    }

    private static (string Name, Func<Task<string?>> NewDatabase)[] Storages(PostgresServer server) =>
        [("SQLite", () => Task.FromResult<string?>(null)), ("PostgreSQL", async () => await server.NewDatabase())];

    private static async Task<Shape> OldShop(string name, string? postgres)
    {
        var shop = await Shape.Open(name, At(postgres));
        await Visits.Purchase(shop.Web);
        await Settled(shop);
        await OldOrders.Write(Years, shop.DataDirectory, postgres);
        return shop;
    }

    private static async Task Compare(TimeSpan turn, int[] crowds, IEnumerable<Func<Task<Shape[]>>> storages)
    {
        Console.WriteLine("| shop | shoppers at once | orders per second | p50 ms | p99 ms | CPU ms per order |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var open in storages)
        {
            var shapes = await open();
            try
            {
                foreach (var shape in shapes)
                {
                    await shape.Load(Visits.Purchase, turn, Few);
                }

                foreach (var crowd in crowds)
                {
                    await Compare(turn, shapes, crowd);
                }

                await shapes[0].CheckBooks();
            }
            finally
            {
                Array.ForEach(shapes, shape => shape.Dispose());
            }
        }

        Console.WriteLine();
    }

    private static async Task Compare(TimeSpan turn, Shape[] shapes, int crowd)
    {
        var loads = shapes.Select(_ => new List<LoadResult>()).ToArray();
        for (var taken = 0; taken < Turns; taken++)
        {
            foreach (var (shape, taking) in shapes.Zip(loads))
            {
                taking.Add(await shape.Load(Visits.Purchase, turn, crowd));
            }
        }

        foreach (var (shape, taken) in shapes.Zip(loads))
        {
            var load = LoadResult.Together(taken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {shape.Name} | {crowd} | {load.PerSecond:F0} | {load.Percentile(0.5):F1} | {load.Percentile(0.99):F1} | {load.CpuPerVisit:F2} |"));
        }
    }

    private static string[] At(string? postgres) => postgres is null ? [] : [$"--ConnectionStrings:Postgres={postgres}"];

    private static Task Settled(Shape shape) => Eventually.Holds(
        "the order is told to all",
        async token => (await shape.Management.GetStringAsync("/api/outbox", token)).Contains("\"waiting\":{}", StringComparison.Ordinal),
        TimeSpan.FromSeconds(30),
        CancellationToken.None);
}
