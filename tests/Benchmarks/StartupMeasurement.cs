using System.Diagnostics;
using System.Globalization;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The time from the start of the process to the first complete home page, and the memory at rest after it: with an empty data directory, where all
/// migrations run and the catalog is seeded, and with an existing one.
/// </summary>
internal static class StartupMeasurement
{
    private const int Rounds = 5;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    // As in CI: a profile for the compiler does not pay in processes that run for seconds.
    private static readonly Dictionary<string, string> WithoutProfile = new() { ["DOTNET_TieredPGO"] = "0" };
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <param name="program">The path of the program's assembly, of this build or published.</param>
    public static async Task MeasureAsync(string program)
    {
        Console.WriteLine("| data | first page ms, minimum | median | maximum | memory MB at rest |");
        Console.WriteLine("|---|---|---|---|---|");
        var kept = Directory.CreateTempSubdirectory("shop-");
        try
        {
            var first = new List<(double Page, double Memory)>();
            var again = new List<(double Page, double Memory)>();
            for (var round = 0; round < Rounds; round++)
            {
                var fresh = Directory.CreateTempSubdirectory("shop-");
                first.Add(await StartAsync(program, fresh.FullName));
                fresh.Delete(recursive: true);

                if (round == 0)
                {
                    await StartAsync(program, kept.FullName);
                }

                again.Add(await StartAsync(program, kept.FullName));
            }

            Console.WriteLine(Row("empty", first));
            Console.WriteLine(Row("existing", again));
        }
        finally
        {
            kept.Delete(recursive: true);
        }
    }

    /// <summary>The CPU time of a start until the first page.</summary>
    public static async Task<TimeSpan> MeasureCpuAsync(string data)
    {
        await using var shop = ShopProcess.Start(typeof(Host.Shop), [$"--Shop:DataDirectory={data}", "--Logging:LogLevel:Default=Error"], WithoutProfile);
        while (!await HasPageAsync(shop.Web))
        {
            await Task.Delay(PollInterval);
        }

        using var process = Process.GetProcessById(shop.Id);
        return process.TotalProcessorTime;
    }

    private static async Task<(double Page, double Memory)> StartAsync(string program, string data)
    {
        var began = Stopwatch.GetTimestamp();
        await using var shop = ShopProcess.Start(program, [$"--Shop:DataDirectory={data}", "--Logging:LogLevel:Default=Error"]);
        while (!await HasPageAsync(shop.Web))
        {
            await Task.Delay(PollInterval);
        }

        var page = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await Task.Delay(Rest);
        using var process = Process.GetProcessById(shop.Id);
        return (page, process.WorkingSet64 / 1048576.0);
    }

    private static async Task<bool> HasPageAsync(HttpClient web)
    {
        try
        {
            using var response = await web.GetAsync("/");
            return response.IsSuccessStatusCode && (await response.Content.ReadAsStringAsync()).Contains("</html>", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Row(string name, List<(double Page, double Memory)> starts)
    {
        var pages = starts.Select(start => start.Page).Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {pages[0]:F0} | {pages[Rounds / 2]:F0} | {pages[^1]:F0} | {starts.Average(start => start.Memory):F0} |");
    }
}
