using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>A telemetry backend that only counts spans: a result with dropped spans is not meaningful.</summary>
internal sealed class SpanCountingCollector : IAsyncDisposable
{
    private readonly int port;
    private WebApplication app = null!;
    private long spans;

    private SpanCountingCollector(int port) => this.port = port;

    /// <summary>The number of spans received so far.</summary>
    public long Spans => Interlocked.Read(ref spans);

    /// <summary>The environment variables that make a shop export to this collector.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{port}",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
    };

    public static Task<SpanCountingCollector> OpenAsync() => OpenAsync(FreePorts.Take());

    public static async Task<SpanCountingCollector> OpenAsync(int port)
    {
        var sink = new SpanCountingCollector(port);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{sink.port}");
        sink.app = builder.Build();
        sink.app.MapPost("/v1/traces", sink.CountAsync);
        sink.app.MapPost("/v1/{signal}", () => Results.Ok());
        sink.app.MapGet("/count", () => sink.Spans);
        await sink.app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task CountAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        body.Position = 0;
        var reported = ExportTraceServiceRequest.Parser.ParseFrom(body);
        Interlocked.Add(ref spans, reported.ResourceSpans.Sum(resource => resource.ScopeSpans.Sum(scope => scope.Spans.Count)));
    }
}
