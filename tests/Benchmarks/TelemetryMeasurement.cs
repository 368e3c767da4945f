using System.Diagnostics;
using System.Globalization;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>
/// The CPU time of an exported span, from its start to the bytes on the socket: eighteen modules in one process, and a back end in another process that
/// only counts. It does not include the CPU time of the back end or of other processes.
/// </summary>
internal static class TelemetryMeasurement
{
    /// <summary>The argument that makes this program the back end.</summary>
    public const string CollectorArgument = "count-spans";

    private const int Modules = 18;
    private const int Burst = 1_000;

    /// <param name="spansPerSecond">The number of spans per second.</param>
    /// <param name="time">The duration.</param>
    public static async Task MeasureAsync(int spansPerSecond, TimeSpan time)
    {
        var port = Testing.FreePorts.Take();
        using var collector = Process.Start(new ProcessStartInfo("dotnet", [typeof(TelemetryMeasurement).Assembly.Location, CollectorArgument, port.ToString(CultureInfo.InvariantCulture)]))!;
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        try
        {
            while (await CountAsync(client) < 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }

            await MeasureAsync(client, spansPerSecond, time);
        }
        finally
        {
            collector.Kill();
        }
    }

    /// <summary>Runs the back end until the process is ended.</summary>
    public static async Task CountSpansAsync(int port)
    {
        await using var sink = await SpanCountingCollector.OpenAsync(port);
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task MeasureAsync(HttpClient collector, int spansPerSecond, TimeSpan time)
    {
        var modules = Enumerable.Range(0, Modules).Select(number => new SpanningModule($"Module{number}")).ToList();
        await using var shop = await ShopUnderTest.StartAsync(
            modules,
            [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.BaseAddress!.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "1000")]);
        var sources = modules.Select(module => module.Telemetry!).ToList();

        // The first run is for compilation, the second is measured.
        await MakeAsync(sources, collector, 50_000, spansPerSecond, report: false);
        await MakeAsync(sources, collector, (int)(spansPerSecond * time.TotalSeconds), spansPerSecond, report: true);
    }

    private static async Task MakeAsync(List<ModuleTelemetry> modules, HttpClient collector, int count, int perSecond, bool report)
    {
        using var process = Process.GetCurrentProcess();
        var (before, cpu, started) = (await CountAsync(collector), process.TotalProcessorTime, Stopwatch.GetTimestamp());
        for (var made = 0; made < count; made += Burst)
        {
            for (var number = 0; number < Burst; number += 2)
            {
                var at = ((made + number) / 2) % modules.Count;
                using var server = modules[at].StartSpan("oteldemo.CartService/GetCart", ActivityKind.Server);
                server?.SetTag("rpc.system.name", "grpc").SetTag("rpc.method", "oteldemo.CartService/GetCart").SetTag("rpc.response.status_code", "OK").SetTag("user.id", "0f1c2d3e");
                using var database = modules[at].StartSpan("SELECT cart", ActivityKind.Client);
                database?.SetTag("db.system.name", "sqlite").SetTag("db.operation.name", "SELECT").SetTag("db.collection.name", "cart");
            }

            var ahead = TimeSpan.FromSeconds((made + Burst) / (double)perSecond) - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead);
            }
        }

        var took = Stopwatch.GetElapsedTime(started);
        long arrived;
        for (var quiet = 0; (arrived = await CountAsync(collector) - before) < count && quiet < 100; quiet++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        process.Refresh();
        if (report)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {count} | {count / took.TotalSeconds:F0} | {(process.TotalProcessorTime - cpu).TotalMicroseconds / arrived:F2} | {count - arrived} | {process.Threads.Count} | {process.WorkingSet64 / 1048576.0:F0} |"));
        }
    }

    private static async Task<long> CountAsync(HttpClient collector)
    {
        try
        {
            return long.Parse(await collector.GetStringAsync("/count"), CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException)
        {
            return -1;
        }
    }

    /// <summary>A module that only has telemetry.</summary>
    private sealed class SpanningModule(string name) : IModule
    {
        public ModuleDescriptor Descriptor { get; } = new(name, name.ToUpperInvariant());

        public ModuleTelemetry? Telemetry { get; private set; }

        public void Add(ModuleBuilder module) => module.Services.AddSingleton<IHostedService>(own =>
        {
            Telemetry = own.GetRequiredService<ModuleTelemetry>();
            return new IdleService();
        });
    }

    private sealed class IdleService : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
