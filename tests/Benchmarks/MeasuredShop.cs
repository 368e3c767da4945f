using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;
using System.Net.Http.Json;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>A shop in other processes, with their CPU time and memory.</summary>
internal sealed class MeasuredShop : IDisposable
{
    /// <summary>The core of a shop that is limited to one; the simulated users run on another.</summary>
    public const int ShopCore = 0;

    private const int LogLines = 60;

    private readonly ShopProcess shop;
    private readonly SpanCountingCollector sink;
    private readonly DirectoryInfo data;
    private readonly IReadOnlyDictionary<string, Process> processes;

    private MeasuredShop(string name, ShopProcess shop, SpanCountingCollector sink, DirectoryInfo data, IReadOnlyDictionary<string, Process> processes)
    {
        Name = name;
        this.shop = shop;
        this.sink = sink;
        this.data = data;
        this.processes = processes;
    }

    public string Name { get; }

    public HttpClient Management => shop.Management;

    public HttpClient Web => shop.Web;

    public string DataDirectory => data.FullName;

    public int Processes => processes.Count;

    public int ProcessId => shop.Id;

    public long Spans => sink.Spans;

    public double MemoryMegabytes => UseByModule().Values.Sum(one => one.Megabytes);

    private TimeSpan Cpu => TimeSpan.FromTicks(UseByModule().Values.Sum(one => one.Cpu.Ticks));

    public static Task<MeasuredShop> OpenAsync(string name, params string[] arguments) => OpenAsync(name, typeof(Host.Shop), arguments);

    /// <param name="name">Its name in the tables.</param>
    /// <param name="environment">More environment variables.</param>
    public static Task<MeasuredShop> OpenAsync(string name, IReadOnlyDictionary<string, string> environment) => OpenProgramAsync(name, typeof(Host.Shop).Assembly.Location, [], environment);

    /// <param name="name">Its name in the tables.</param>
    /// <param name="program">Any type of the program's assembly.</param>
    /// <param name="arguments">More arguments of the program.</param>
    public static Task<MeasuredShop> OpenAsync(string name, Type program, params string[] arguments) => OpenProgramAsync(name, program.Assembly.Location, arguments);

    /// <param name="name">Its name in the tables.</param>
    /// <param name="program">The path of the program's assembly.</param>
    /// <param name="arguments">More arguments of the program.</param>
    public static Task<MeasuredShop> OpenProgramAsync(string name, string program, params string[] arguments) => OpenProgramAsync(name, program, arguments, new Dictionary<string, string>());

    private static async Task<MeasuredShop> OpenProgramAsync(string name, string program, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var data = Directory.CreateTempSubdirectory("shop-");
        var sink = await SpanCountingCollector.OpenAsync();

        // All simulated users have the same address.
        var shop = ShopProcess.Start(
            program,
            [$"--Shop:DataDirectory={data.FullName}", "--Modules:Edge:WritesPerSecond=100000", "--Modules:Edge:WritesAtOnce=100000", "--Modules:Edge:RequestsPerClient=1000000", "--Modules:Edge:OrdersPerClient=1000000", "--Modules:Edge:OrdersPerClientAtOnce=1000000", "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:AstronomyShop=Warning", .. arguments],
            sink.Environment.Concat(environment).ToDictionary());
        await shop.WaitUntilReadyAsync(CancellationToken.None);
        var children = !arguments.Contains("--split") ? [] : (await shop.Management.GetFromJsonAsync<JsonArray>("/processes"))!;
        var processes = children.ToDictionary(child => (string)child!["module"]!, child => Process.GetProcessById((int)child!["pid"]!));
        processes.Add("", Process.GetProcessById(shop.Id));
        return new MeasuredShop(name, shop, sink, data, processes);
    }

    /// <summary>A shop that is limited to a single core and sees only that core.</summary>
    public static async Task<MeasuredShop> OpenOnCoreAsync(string name)
    {
        var measured = await OpenWithSingleProcessorAsync(name, []);
        Pin(measured.shop.Id, ShopCore);
        return measured;
    }

    /// <summary>A shop that behaves as on a machine with a single core, and may use all cores.</summary>
    public static Task<MeasuredShop> OpenWithSingleProcessorAsync(string name, string[] arguments, params (string Name, string Value)[] environment) =>
        OpenProgramAsync(name, typeof(Host.Shop).Assembly.Location, arguments, environment.Append(("DOTNET_PROCESSOR_COUNT", "1")).ToDictionary());

    /// <summary>Moves all threads of this process away from the core of the shop.</summary>
    public static void PinLoadToOtherCores() => Pin(Environment.ProcessId, ShopCore + 1);

    /// <summary>Allows this process, and those that it starts from now on, to use all cores.</summary>
    public static void UnpinLoad() => SetAffinity(Environment.ProcessId, $"0-{Environment.ProcessorCount - 1}");

    /// <summary>Limits all threads of a process to one core.</summary>
    public static void Pin(int process, int core) => SetAffinity(process, core.ToString(CultureInfo.InvariantCulture));

    private static void SetAffinity(int process, string cores)
    {
        using var taskset = Process.Start(
            new ProcessStartInfo("taskset", ["--all-tasks", "--cpu-list", "--pid", cores, process.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        taskset.WaitForExit();
        if (taskset.ExitCode != 0)
        {
            throw new InvalidOperationException($"taskset ended with {taskset.ExitCode}");
        }
    }

    /// <summary>The CPU time so far and the memory of each module's process; the parent of a split shop has an empty name.</summary>
    public IReadOnlyDictionary<string, (TimeSpan Cpu, double Megabytes)> UseByModule()
    {
        Refresh();
        return processes.ToDictionary(one => one.Key, one => (one.Value.TotalProcessorTime, one.Value.WorkingSet64 / 1048576.0));
    }

    /// <summary>The CPU time of a visit, measured over a number of visits by concurrent users in a closed loop.</summary>
    public async Task<TimeSpan> MeasureVisitsAsync(Func<HttpClient, Task> visit, int visits, int users)
    {
        var before = Cpu;
        await Parallel.ForAsync(0, visits, new ParallelOptions { MaxDegreeOfParallelism = users }, async (_, _) => await visit(shop.Web));
        await WaitUntilSettledAsync();
        return (Cpu - before) / visits;
    }

    /// <summary>A closed loop: each user sends the next request when it has its response.</summary>
    public async Task<LoadResult> LoadAsync(Func<HttpClient, Task> visit, TimeSpan time, int users)
    {
        var durations = new ConcurrentBag<double>();
        var (started, cpu, spans) = (Stopwatch.GetTimestamp(), Cpu, sink.Spans);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, users).Select(_ => Task.Run(async () =>
            {
                while (Stopwatch.GetElapsedTime(started) < time)
                {
                    var began = Stopwatch.GetTimestamp();
                    await visit(shop.Web);
                    durations.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
            })));
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException($"{Name}: {exception.Message}\nIts last log records:\n{string.Join('\n', shop.Output.TakeLast(LogLines))}", exception);
        }

        var (elapsed, used) = (Stopwatch.GetElapsedTime(started), Cpu - cpu);
        return new LoadResult([.. durations.Order()], elapsed, used, await WaitForSpansAsync() - spans);
    }

    /// <summary>Waits until no message of an order is undelivered.</summary>
    public Task WaitUntilSettledAsync() => Eventually.HoldsAsync(
        "the outbox is empty",
        async cancellationToken => (await Management.GetStringAsync("/api/outbox", cancellationToken)).Contains("\"waiting\":{}", StringComparison.Ordinal),
        TimeSpan.FromSeconds(30),
        CancellationToken.None);

    /// <summary>A run is invalid if the audit does not hold afterwards.</summary>
    public async Task CheckAuditAsync()
    {
        var audit = await Management.GetFromJsonAsync<JsonNode>("/audit");
        if (audit is null || !(bool)audit["holds"]!)
        {
            throw new InvalidOperationException($"The audit of {Name} does not hold: {audit}");
        }
    }

    /// <summary>The number of exported spans, when no more have arrived for a while.</summary>
    public async Task<long> WaitForSpansAsync()
    {
        for (var (seen, since) = (sink.Spans, Stopwatch.GetTimestamp()); ; await Task.Delay(TimeSpan.FromMilliseconds(100)))
        {
            if (sink.Spans != seen)
            {
                (seen, since) = (sink.Spans, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(3))
            {
                return seen;
            }
        }
    }

    public void Dispose()
    {
        shop.DisposeAsync().AsTask().GetAwaiter().GetResult();
        sink.DisposeAsync().AsTask().GetAwaiter().GetResult();
        foreach (var process in processes.Values)
        {
            process.Dispose();
        }

        data.Delete(recursive: true);
    }

    private void Refresh()
    {
        foreach (var process in processes.Values)
        {
            process.Refresh();
        }
    }
}

/// <summary>The duration of each visit, sorted; the duration of the run; the CPU time of the shop's processes meanwhile; the spans that they exported.</summary>
internal sealed record LoadResult(IReadOnlyList<double> Milliseconds, TimeSpan Time, TimeSpan Cpu, long Spans)
{
    public double SpansPerVisit => (double)Spans / Milliseconds.Count;

    public double PerSecond => Milliseconds.Count / Time.TotalSeconds;

    public double CpuPerVisit => Cpu.TotalMilliseconds / Milliseconds.Count;

    public double Percentile(double share) => Milliseconds[(int)Math.Min(Milliseconds.Count - 1, share * Milliseconds.Count)];

    public static LoadResult Together(IReadOnlyList<LoadResult> turns) => new(
        [.. turns.SelectMany(turn => turn.Milliseconds).Order()],
        TimeSpan.FromTicks(turns.Sum(turn => turn.Time.Ticks)),
        TimeSpan.FromTicks(turns.Sum(turn => turn.Cpu.Ticks)),
        turns.Sum(turn => turn.Spans));
}
