using System.Collections.Concurrent;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Tests.Testing;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Traces;

/// <summary>Receives OTLP over HTTP and records everything.</summary>
internal sealed class RecordingOtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<RecordedSpan> spans = new();
    private readonly ConcurrentQueue<RecordedMetric> metrics = new();
    private readonly ConcurrentQueue<RecordedLogRecord> lines = new();
    private readonly ConcurrentQueue<IMessage> requests = new();
    private WebApplication? app;

    public IReadOnlyDictionary<string, string> Environment { get; private set; } = null!;

    public IReadOnlyCollection<RecordedSpan> Spans => spans;

    public IReadOnlyCollection<RecordedMetric> Metrics => metrics;

    public IReadOnlyCollection<RecordedLogRecord> Lines => lines;

    /// <summary>All received requests as text, including their resources.</summary>
    public IEnumerable<string> Texts => requests.Select(request => request.ToString()!);

    public static async Task<RecordingOtlpCollector> StartAsync()
    {
        var collector = new RecordingOtlpCollector();
        var port = FreePorts.Take();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        collector.app = builder.Build();
        collector.app.MapPost("/v1/traces", (HttpRequest request) => collector.TakeAsync(request, ExportTraceServiceRequest.Parser, collector.Record));
        collector.app.MapPost("/v1/metrics", (HttpRequest request) => collector.TakeAsync(request, ExportMetricsServiceRequest.Parser, collector.Record));
        collector.app.MapPost("/v1/logs", (HttpRequest request) => collector.TakeAsync(request, ExportLogsServiceRequest.Parser, collector.Record));
        await collector.app.StartAsync();
        collector.Environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{port}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "2000",
        };
        return collector;
    }

    public IReadOnlyList<RecordedSpan> SpansOf(string traceId) => [.. spans.Where(span => span.TraceId == traceId)];

    public async ValueTask DisposeAsync() => await (app?.DisposeAsync() ?? default);

    private static string ServiceOf(Resource resource) => resource.Attributes.Single(attribute => attribute.Key == "service.name").Value.StringValue;

    private async Task TakeAsync<TRequest>(HttpRequest request, MessageParser<TRequest> parser, Action<TRequest> keep)
        where TRequest : class, IMessage<TRequest>
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var sent = parser.ParseFrom(body.ToArray());
        requests.Enqueue(sent);
        keep(sent);
    }

    private void Record(ExportTraceServiceRequest request)
    {
        foreach (var part in request.ResourceSpans)
        {
            foreach (var scope in part.ScopeSpans)
            {
                foreach (var span in scope.Spans)
                {
                    spans.Enqueue(new RecordedSpan(ServiceOf(part.Resource), scope.Scope?.Name ?? "", span));
                }
            }
        }
    }

    private void Record(ExportMetricsServiceRequest request)
    {
        foreach (var part in request.ResourceMetrics)
        {
            foreach (var metric in part.ScopeMetrics.SelectMany(scope => scope.Metrics))
            {
                metrics.Enqueue(new RecordedMetric(ServiceOf(part.Resource), metric));
            }
        }
    }

    private void Record(ExportLogsServiceRequest request)
    {
        foreach (var part in request.ResourceLogs)
        {
            foreach (var scope in part.ScopeLogs)
            {
                foreach (var line in scope.LogRecords)
                {
                    lines.Enqueue(new RecordedLogRecord(ServiceOf(part.Resource), scope.Scope.Name, line));
                }
            }
        }
    }
}
