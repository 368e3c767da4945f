using System.Diagnostics;
using AstronomyShop.Tests.Testing;
using AstronomyShop.Tests.Traces;

[assembly: AssemblyFixture(typeof(BothDeploymentsFixture))]

namespace AstronomyShop.Tests.Traces;

/// <summary>The shop in one process and the shop in many, each with its collector. Both run the same scenario and shut down; the tests examine the recorded telemetry.</summary>
public sealed class BothDeploymentsFixture : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly string[] Mail = ["email.db", "email.db-wal"];

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("shops-");

    internal RecordedDeployment SingleProcess { get; private set; } = null!;

    internal RecordedDeployment Split { get; private set; } = null!;

    internal RecordedDeployment this[bool isSplit] => isSplit ? Split : SingleProcess;

    public async ValueTask InitializeAsync()
    {
        var one = RecordAsync("one");
        var many = RecordAsync("many", "--split");
        (SingleProcess, Split) = (await one, await many);
    }

    public ValueTask DisposeAsync()
    {
        directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<RecordedDeployment> RecordAsync(string name, params string[] shape)
    {
        var data = directory.CreateSubdirectory(name);
        await using var collector = await RecordingOtlpCollector.StartAsync();

        string[] settings =
        [
            .. ShopProcess.LongDeadlines, $"--Modules:Flags:Token={ShopScenario.FlagsToken}", $"--Shop:DataDirectory={data.FullName}",
            "--Modules:LoadGenerator:ShortestPause=00:00:00.1", "--Modules:LoadGenerator:LongestPause=00:00:00.3", "--Modules:Checkout:EraseEvery=00:00:00.5",
        ];
        var shop = ShopProcess.Start(typeof(Host.Shop), [.. shape, .. settings], collector.Environment);
        await using (shop)
        {
            using var scenario = new ShopScenario(shop, collector);
            await RunAsync(scenario, shop);
            var filesWithEmail = await FilesWithEmailAsync(data);
            shop.Terminate();
            await shop.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new RecordedDeployment(scenario.Trees, collector, [.. shop.Output, .. shop.Errors], data, filesWithEmail);
        }
    }

    // The console output of the shop shows the cause of a failure.
    private static async Task RunAsync(ShopScenario scenario, ShopProcess shop)
    {
        try
        {
            await scenario.RunAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{exception.Message} The shop wrote: {string.Join(" / ", shop.Output.Concat(shop.Errors))}", exception);
        }
    }

    // The files are read while the shop runs: when it stops, it checkpoints the write-ahead logs in any case.
    private static async Task<IReadOnlyList<string>> FilesWithEmailAsync(DirectoryInfo data)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            string[] files = [.. data.GetFiles("*", SearchOption.AllDirectories).Where(file => SecretScanner.ContainsEmail(File.ReadAllBytes(file.FullName))).Select(file => file.Name)];
            if (files.All(Mail.Contains) || Stopwatch.GetElapsedTime(started) > Timeout)
            {
                return files;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>The recorded results of the scenario.</summary>
internal sealed record RecordedDeployment(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Trees, RecordingOtlpCollector Telemetry, IReadOnlyList<string> Console, DirectoryInfo Data, IReadOnlyList<string> FilesWithEmailWhileOpen);
