using System.Diagnostics;
using AstronomyShop.Tests.Testing;
using AstronomyShop.Tests.Traces;

[assembly: AssemblyFixture(typeof(BothShapes))]

namespace AstronomyShop.Tests.Traces;

/// <summary>The shop in one process and the shop in many, each with a collector of its own. They live the same day and close; the tests look at what was heard.</summary>
public sealed class BothShapes : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Mail = ["email.db", "email.db-wal"];

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("shops-");

    internal Shape One { get; private set; } = null!;

    internal Shape Many { get; private set; } = null!;

    internal Shape this[bool isSplit] => isSplit ? Many : One;

    public async ValueTask InitializeAsync()
    {
        var one = Live("one");
        var many = Live("many", "--split");
        (One, Many) = (await one, await many);
    }

    public ValueTask DisposeAsync()
    {
        directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<Shape> Live(string name, params string[] shape)
    {
        var data = directory.CreateSubdirectory(name);
        await using var collector = await Collector.Start();

        string[] settings =
        [
            .. ShopProcess.LongDeadlines, $"--Modules:Flags:Token={Day.FlagsToken}", $"--Shop:DataDirectory={data.FullName}",
            "--Modules:LoadGenerator:ShortestPause=00:00:00.1", "--Modules:LoadGenerator:LongestPause=00:00:00.3", "--Modules:Checkout:EraseEvery=00:00:00.5",
        ];
        var shop = ShopProcess.Start(typeof(Host.Shop), [.. shape, .. settings], collector.Environment);
        await using (shop)
        {
            using var day = new Day(shop, collector);
            await day.Pass();
            var tellingEmail = await WhatTellsEmail(data);
            shop.Terminate();
            await shop.Ended(TestContext.Current.CancellationToken);
            return new Shape(day.Trees, collector, [.. shop.Output, .. shop.Errors], data, tellingEmail);
        }
    }

    // While the shop is open: when it closes, every file is tidied up anyway.
    private static async Task<IReadOnlyList<string>> WhatTellsEmail(DirectoryInfo data)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            string[] telling = [.. data.GetFiles("*", SearchOption.AllDirectories).Where(file => Canary.TellsEmail(File.ReadAllBytes(file.FullName))).Select(file => file.Name)];
            if (telling.All(Mail.Contains) || Stopwatch.GetElapsedTime(started) > Patience)
            {
                return telling;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>What is left of a shop's day.</summary>
internal sealed record Shape(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Trees, Collector Heard, IReadOnlyList<string> Console, DirectoryInfo Data, IReadOnlyList<string> TellingEmailWhileOpen);
