using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The share of its capacity that the shop serves when one client address sends 3.5 times as many requests, and the responses that a user at another
/// address gets meanwhile. The shop has one core and the generator another one. Several builds of the program are measured alternately.
/// </summary>
internal static class OverloadMeasurement
{
    private const int Users = 8;
    private const double Overload = 3.5;
    private const string Page = "/";
    private const int Connections = 1_000;
    private const int Rounds = 3;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);
    private static readonly IPAddress OtherAddress = IPAddress.Parse("127.0.0.2");

    public static async Task MeasureAsync(TimeSpan turn, IReadOnlyList<string> programs)
    {
        Console.WriteLine("| program | capacity/s | sent/s | 200/s | share of capacity | CPU spent on 200 | 503/s | late or no answer/s | 200: p50, p99 ms | light user: 200 of all, p50, max ms | capacity/s after | load |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var program in programs)
            {
                await MeasureAsync(turn, program);
            }
        }
    }

    private static async Task MeasureAsync(TimeSpan turn, string program)
    {
        MeasuredShop.UnpinLoad();
        var data = Directory.CreateTempSubdirectory("shop-");
        var shop = ShopProcess.Start(program, [$"--Shop:DataDirectory={data.FullName}"]);
        await shop.WaitUntilReadyAsync(CancellationToken.None);
        using var crowd = From(IPAddress.Loopback, shop.Web.BaseAddress!);
        using var light = From(OtherAddress, shop.Web.BaseAddress!);

        // Compiles on all cores, also the code that rejects requests; on one core that would take minutes.
        using var process = Process.GetProcessById(shop.Id);
        var (coldCapacity, _) = await CapacityAsync(crowd, process, WarmUp);
        await FloodAsync(crowd, coldCapacity * Overload, WarmUp);
        MeasuredShop.Pin(shop.Id, MeasuredShop.ShopCore);
        MeasuredShop.PinLoadToOtherCores();
        var (capacity, capacityCpu) = await CapacityAsync(crowd, process, turn);
        var cpu = CpuOf(process);
        var visits = VisitEachSecondAsync(light, turn);
        var answers = await FloodAsync(crowd, capacity * Overload, turn);
        cpu = CpuOf(process) - cpu;
        var visited = await visits;
        var (after, afterCpu) = await CapacityAsync(crowd, process, turn);

        // Responses after the turn do not count: their requests were waiting in a queue.
        var within = answers.Where(answer => answer.At < turn).ToList();
        var served = within.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Milliseconds).Order().ToList();
        var goodput = served.Count / turn.TotalSeconds;
        var times = visited.Select(answer => answer.Milliseconds).Order().ToList();
        var servedInAll = answers.Count(answer => answer.Status == HttpStatusCode.OK);
        var refused = within.Count(answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Path.GetFileName(Path.GetDirectoryName(program))} | {capacity:F0} | {answers.Count / turn.TotalSeconds:F0} | {goodput:F0} | {goodput / ((capacity + after) / 2):P0} | {servedInAll * (capacityCpu + afterCpu) / 2 / cpu:P0} | {refused / turn.TotalSeconds:F0} | {(answers.Count - served.Count - refused) / turn.TotalSeconds:F0} | {At(served, 0.5):F0}, {At(served, 0.99):F0} | {visited.Count(answer => answer.Status == HttpStatusCode.OK)} of {visited.Count}, {At(times, 0.5):F0}, {At(times, 1):F0} | {after:F0} | {File.ReadAllText("/proc/loadavg").Split(' ')[0]} |"));
        await shop.DisposeAsync();
        data.Delete(recursive: true);
    }

    // A closed loop: each user sends the next request when it has its response.
    private static async Task<(double PerSecond, TimeSpan Cpu)> CapacityAsync(HttpClient web, Process shop, TimeSpan time)
    {
        var (started, cpu) = (Stopwatch.GetTimestamp(), CpuOf(shop));
        var served = await Task.WhenAll(Enumerable.Range(0, Users).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                count += (await AskAsync(web)).Status == HttpStatusCode.OK ? 1 : 0;
            }

            return count;
        })));
        return (served.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds, (CpuOf(shop) - cpu) / served.Sum());
    }

    private static TimeSpan CpuOf(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    // An open loop: requests are sent at fixed times, whether or not earlier ones were answered.
    private static async Task<IReadOnlyList<Answer>> FloodAsync(HttpClient web, double perSecond, TimeSpan time)
    {
        var (sent, started) = (new List<Task<Answer>>(), Stopwatch.GetTimestamp());
        for (var elapsed = TimeSpan.Zero; elapsed < time; elapsed = Stopwatch.GetElapsedTime(started))
        {
            while (sent.Count < elapsed.TotalSeconds * perSecond)
            {
                sent.Add(AskAsync(web, started));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }

        return await Task.WhenAll(sent);
    }

    private static async Task<IReadOnlyList<Answer>> VisitEachSecondAsync(HttpClient web, TimeSpan time)
    {
        var (sent, started) = (new List<Task<Answer>>(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            sent.Add(AskAsync(web));
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        return await Task.WhenAll(sent);
    }

    private static async Task<Answer> AskAsync(HttpClient web, long started = 0)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var response = await web.GetAsync(Page);
            return new Answer(response.StatusCode, Stopwatch.GetElapsedTime(began).TotalMilliseconds, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return new Answer(null, Stopwatch.GetElapsedTime(began).TotalMilliseconds, Stopwatch.GetElapsedTime(started));
        }
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];

    private static HttpClient From(IPAddress address, Uri shop) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = Connections,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }) { BaseAddress = shop, Timeout = ResponseTimeout };

    // Without a status: no response, or none in time.
    private sealed record Answer(HttpStatusCode? Status, double Milliseconds, TimeSpan At);
}
