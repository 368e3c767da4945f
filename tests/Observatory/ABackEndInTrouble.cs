using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Observatory;

public sealed partial class ABackEndInTrouble
{
    private const int Calls = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("absent", "http/protobuf"), InlineData("refusing", "http/protobuf"), InlineData("busy", "http/protobuf"), InlineData("hanging", "http/protobuf")]
    [InlineData("absent", "grpc"), InlineData("refusing", "grpc"), InlineData("busy", "grpc"), InlineData("hanging", "grpc")]
    public async Task No_call_fails_or_waits_and_the_log_stays_quiet(string trouble, string protocol)
    {
        var asked = new TaskCompletionSource();
        await using var backEnd = await Start(trouble, protocol, asked);
        var said = new Lines();
        var started = Stopwatch.StartNew();
        var shop = await ShopUnderTest.Start(
            [new StallModule(), new PriceModule()],
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", Address(backEnd)), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol), ("OTEL_BSP_SCHEDULE_DELAY", "10"),
                ("OTEL_BSP_MAX_QUEUE_SIZE", "64"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "16"), ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
            ],
            configure: services => services.AddSingleton<ILoggerProvider>(said));

        for (var call = 0; call < Calls; call++)
        {
            await ReportingOfModules.Ask(shop);
        }

        if (backEnd is not null)
        {
            await asked.Task.WaitAsync(Test);
        }

        if (trouble == "refusing")
        {
            await Eventually.Holds("what was given up is counted", async token => GivenUp().IsMatch(await shop.Management.GetStringAsync("/metrics", token)), Patience, Test);
        }

        await shop.DisposeAsync();

        // Nine hundred spans went into a queue of 64: what did not fit was left behind, and nobody waited for it.
        started.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60));
        said.About("telemetry.not_delivered").Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Is_spoken_of_once_a_minute()
    {
        var (said, clock) = (new Lines(), new Clock());
        var trouble = new ExportFailureReporter(said, clock);
        Say(times: 1000);
        said.About("telemetry.not_delivered").Should().Be(1);

        clock.Now += TimeSpan.FromSeconds(59);
        Say(times: 1000);
        said.About("telemetry.not_delivered").Should().Be(1);

        clock.Now += TimeSpan.FromSeconds(1);
        Say(times: 1000);
        said.About("telemetry.not_delivered").Should().Be(2);

        void Say(int times)
        {
            for (var batch = 0; batch < times; batch++)
            {
                trouble.Report(new Uri("http://collector:4317"), "ConnectionError", isLost: true);
            }
        }
    }

    private static async Task<WebApplication?> Start(string trouble, string protocol, TaskCompletionSource asked)
    {
        if (trouble == "absent")
        {
            return null;
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, port => port.Protocols = protocol == "grpc" ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            asked.TrySetResult();
            context.Response.StatusCode = trouble == "busy" ? StatusCodes.Status429TooManyRequests : StatusCodes.Status400BadRequest;
            if (trouble == "hanging")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
        await app.StartAsync(Test);
        return app;
    }

    private static string Address(WebApplication? backEnd)
    {
        if (backEnd is not null)
        {
            return backEnd.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        }

        // A port that was free a moment ago: nobody listens there.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }

    [GeneratedRegex("otel_sdk_exporter_span_exported_total\\{[^}]*error_type=\"not_taken\"[^}]*\\} [1-9]")]
    private static partial Regex GivenUp();

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string?> events = new();

        public int About(string name) => events.Count(one => one == name);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            events.Enqueue(eventId.Name);

        public void Dispose()
        {
            // It holds nothing.
        }
    }
}
