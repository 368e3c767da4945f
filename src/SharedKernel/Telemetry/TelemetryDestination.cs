using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using LogRecord = OpenTelemetry.Logs.LogRecord;
using Metric = OpenTelemetry.Metrics.Metric;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Where one signal of this process goes, a back end or a target in the process, and the SDK's exporters to it.</summary>
internal sealed class TelemetryDestination : IDisposable
{
    private static readonly Uri InProcess = new("http://localhost");

    private readonly HttpMessageHandler handler;
    private readonly OtlpExporterOptions options;
    private GrpcChannel? channel;

    private TelemetryDestination(Uri address, OtlpExportProtocol protocol, TimeSpan timeout, bool isCompressed, HttpMessageHandler handler)
    {
        this.handler = handler;
        Address = address;
        options = new OtlpExporterOptions
        {
            Endpoint = address,
            Protocol = protocol,
            Headers = null,
            Compression = isCompressed ? OtlpExportCompression.GZip : OtlpExportCompression.None,
            TimeoutMilliseconds = (int)timeout.TotalMilliseconds,

            // A separate client, because an exporter that stops cancels the requests of its client; the connections are shared.
            HttpClientFactory = () => new HttpClient(handler, disposeHandler: false) { Timeout = timeout },
        };
    }

    public Uri Address { get; }

    public bool IsBackEnd => handler is BackEndHandler;

    public string LastFailure => (handler as BackEndHandler)?.LastFailure ?? "";

    public static TelemetryDestination To(OtlpEndpoint endpoint) => new(
        endpoint.Address, endpoint.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf, endpoint.Timeout, endpoint.IsCompressed, new BackEndHandler(endpoint))
    {
        // With a separate handler: a channel configures its handler, and a handler that has sent requests does not allow that.
        channel = endpoint.IsGrpc ? GrpcChannel.ForAddress(endpoint.Address, new GrpcChannelOptions { HttpHandler = new BackEndHandler(endpoint), DisposeHttpClient = true }) : null,
    };

    public static TelemetryDestination To(Func<ITelemetryTarget?> target, string path) => new(
        new Uri(InProcess, path), OtlpExportProtocol.HttpProtobuf, TimeSpan.FromSeconds(10), isCompressed: false, new InProcessOtlpHandler(target));

    public BaseExporter<Activity> SpanExporter() => new OtlpTraceExporter(options);

    public BaseExporter<LogRecord> LogExporter() => new OtlpLogExporter(options);

    public BaseExporter<Metric> MetricExporter() => new OtlpMetricExporter(options);

    /// <summary>Sends a request that a client of the shop encoded.</summary>
    /// <returns>False when the destination rejected the request; a repetition would be rejected too.</returns>
    /// <exception cref="HttpRequestException">The back end was not reached, or is busy.</exception>
    /// <exception cref="RpcException">The back end was not reached, or is busy.</exception>
    public async Task<bool> RelayAsync(IMessage request, CancellationToken cancellationToken)
    {
        if (channel is not null)
        {
            var call = new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(options.TimeoutMilliseconds), cancellationToken: cancellationToken);
            await (request is ExportTraceServiceRequest traces
                ? new TraceService.TraceServiceClient(channel).ExportAsync(traces, call).ResponseAsync
                : (Task)new LogsService.LogsServiceClient(channel).ExportAsync((ExportLogsServiceRequest)request, call).ResponseAsync);
            return true;
        }

        using var client = options.HttpClientFactory();
        using var content = new ByteArrayContent(request.ToByteArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };
        using var response = await client.PostAsync(Address, content, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
        {
            response.EnsureSuccessStatusCode();
        }

        return response.IsSuccessStatusCode;
    }

    public void Dispose()
    {
        handler.Dispose();
        channel?.Dispose();
    }
}
