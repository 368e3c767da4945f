using System.Net;
using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Hands the requests of the SDK's exporters to a target in this process instead of a network.</summary>
internal sealed class InProcessOtlpHandler(Func<ITelemetryTarget?> target) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await using var body = await request.Content!.ReadAsStreamAsync(cancellationToken);
        var isTaken = target() is not { } receiver || await (request.RequestUri!.AbsolutePath switch
        {
            OtlpEndpoint.TracesPath => receiver.ExportAsync(ExportTraceServiceRequest.Parser.ParseFrom(body), cancellationToken),
            OtlpEndpoint.MetricsPath => receiver.ExportAsync(ExportMetricsServiceRequest.Parser.ParseFrom(body), cancellationToken),
            _ => receiver.ExportAsync(ExportLogsServiceRequest.Parser.ParseFrom(body), cancellationToken),
        });
        return new HttpResponseMessage(isTaken ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    // The exporter calls it on a dedicated thread, and no target waits for a network.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();
}
