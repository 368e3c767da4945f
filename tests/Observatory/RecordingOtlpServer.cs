using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Tests.Observatory;

/// <summary>An OTLP/HTTP back end that records the path, the <c>x-key</c> header and the body of each request.</summary>
internal sealed class RecordingOtlpServer : IAsyncDisposable
{
    private const string Gzip = "gzip";

    private readonly ConcurrentQueue<(string Path, string Key, IMessage Body)> requests = new();
    private readonly WebApplication app;
    private int compressed;

    private RecordingOtlpServer(X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, port =>
        {
            if (certificate is not null)
            {
                port.UseHttps(certificate);
            }
        }));
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(RecordAsync);
    }

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>How many requests had a compressed body.</summary>
    public int Compressed => compressed;

    public IReadOnlyList<(string Path, string Key, IMessage Body)> Requests => [.. requests];

    public IEnumerable<Resource> Resources => requests.SelectMany(one => one.Body switch
    {
        ExportTraceServiceRequest traces => traces.ResourceSpans.Select(part => part.Resource),
        ExportMetricsServiceRequest metrics => metrics.ResourceMetrics.Select(part => part.Resource),
        ExportLogsServiceRequest logs => logs.ResourceLogs.Select(part => part.Resource),
        _ => [],
    });

    public static async Task<RecordingOtlpServer> OpenAsync(X509Certificate2? certificate = null)
    {
        var otlpServer = new RecordingOtlpServer(certificate);
        await otlpServer.app.StartAsync();
        return otlpServer;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task RecordAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        if (context.Request.Headers.ContentEncoding == Gzip)
        {
            Interlocked.Increment(ref compressed);
            await using var plain = new GZipStream(context.Request.Body, CompressionMode.Decompress);
            await plain.CopyToAsync(body);
        }
        else
        {
            await context.Request.Body.CopyToAsync(body);
        }

        var path = context.Request.Path.Value!;
        MessageParser parser = path.EndsWith("traces", StringComparison.Ordinal) ? ExportTraceServiceRequest.Parser
            : path.EndsWith("metrics", StringComparison.Ordinal) ? ExportMetricsServiceRequest.Parser
            : ExportLogsServiceRequest.Parser;
        requests.Enqueue((path, context.Request.Headers["x-key"].ToString(), parser.ParseFrom(body.ToArray())));
    }
}
