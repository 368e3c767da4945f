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

public sealed partial class OtlpExportFailureTests
{
    private const int Calls = 300;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("absent", "http/protobuf"), InlineData("refusing", "http/protobuf"), InlineData("busy", "http/protobuf"), InlineData("hanging", "http/protobuf")]
    [InlineData("absent", "grpc"), InlineData("refusing", "grpc"), InlineData("busy", "grpc"), InlineData("hanging", "grpc")]
    public async Task An_unavailable_backend_fails_and_delays_no_call_and_logs_little(string trouble, string protocol)
    {
        var requested = new TaskCompletionSource();
        await using var backEnd = await StartAsync(trouble, protocol, requested);
        var logs = new RecordingLoggerProvider();
        var started = Stopwatch.StartNew();
        var shop = await ShopUnderTest.StartAsync(
            [new TelemetryTestModule(), new TelemetryCalleeModule()],
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", Address(backEnd)), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol), ("OTEL_BSP_SCHEDULE_DELAY", "10"),
                ("OTEL_BSP_MAX_QUEUE_SIZE", "64"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "16"), ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
            ],
            configure: services => services.AddSingleton<ILoggerProvider>(logs));

        for (var call = 0; call < Calls; call++)
        {
            await ModuleTelemetryTests.AskAsync(shop);
        }

        if (backEnd is not null)
        {
            await requested.Task.WaitAsync(TestCancellation);
        }

        if (trouble == "refusing")
        {
            await Eventually.HoldsAsync("failed exports are counted", async cancellationToken => ExportFailed().IsMatch(await shop.Management.GetStringAsync("/metrics", cancellationToken)), CallTimeout, TestCancellation);
        }

        await shop.DisposeAsync();

        // The nine hundred spans exceeded the queue of 64: the queue dropped the rest and no caller waited.
        started.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60));
        logs.CountOf("telemetry.not_delivered").Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void An_export_failure_is_logged_once_a_minute()
    {
        var (logs, clock) = (new RecordingLoggerProvider(), new AdjustableTimeProvider());
        var trouble = new ExportFailureReporter(logs, clock);
        Say(times: 1000);
        logs.CountOf("telemetry.not_delivered").Should().Be(1);

        clock.Now += TimeSpan.FromSeconds(59);
        Say(times: 1000);
        logs.CountOf("telemetry.not_delivered").Should().Be(1);

        clock.Now += TimeSpan.FromSeconds(1);
        Say(times: 1000);
        logs.CountOf("telemetry.not_delivered").Should().Be(2);

        void Say(int times)
        {
            for (var batch = 0; batch < times; batch++)
            {
                trouble.Report(new Uri("http://collector:4317"), "ConnectionError");
            }
        }
    }

    private static async Task<WebApplication?> StartAsync(string trouble, string protocol, TaskCompletionSource requestReceived)
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
            requestReceived.TrySetResult();
            context.Response.StatusCode = trouble == "busy" ? StatusCodes.Status429TooManyRequests : StatusCodes.Status400BadRequest;
            if (trouble == "hanging")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
        await app.StartAsync(TestCancellation);
        return app;
    }

    private static string Address(WebApplication? backEnd)
    {
        if (backEnd is not null)
        {
            return backEnd.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        }

        // A port that was free a moment ago: no process listens there.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }

    [GeneratedRegex("otel_sdk_exporter_span_exported_total\\{[^}]*error_type=\"not_taken\"[^}]*\\} [1-9]")]
    private static partial Regex ExportFailed();

    private sealed class AdjustableTimeProvider : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class RecordingLoggerProvider : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string?> events = new();

        public int CountOf(string name) => events.Count(one => one == name);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            events.Enqueue(eventId.Name);

        public void Dispose()
        {
            // Nothing to dispose.
        }
    }
}
