using System.Diagnostics;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.Modules.Edge.Errors;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.SharedKernel.Web;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AstronomyShop.Modules.Edge.Ingest;

/// <summary>Receives spans and log events of browsers and mobile apps: OTLP over HTTP, answered in the same encoding.</summary>
internal sealed class OtlpIngestEndpoint(TelemetryRelay relay, BrowserSpanFilter browserSpans, ClientLogIngest logs)
{
    public const string Prefix = "/otlp-http";

    private static readonly PathString Traces = "/otlp-http/v1/traces";
    private static readonly PathString Logs = "/otlp-http/v1/logs";

    public async Task InvokeAsync(HttpContext context)
    {
        // Requests that deliver telemetry are not recorded themselves.
        if (Activity.Current is { } span)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        if ((context.Request.Path != Traces && context.Request.Path != Logs) || !HttpMethods.IsPost(context.Request.Method))
        {
            await ProblemResponses.EndpointNotFoundAsync(context);
            return;
        }

        var type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var given) ? given.MediaType.ToString().ToLowerInvariant() : null;
        if (!OtlpBody.CanRead(type) || context.Request.Headers.ContentEncoding.ToString().ToUpperInvariant() is not ("" or "IDENTITY"))
        {
            await ProblemResponses.InvalidTelemetryAsync(context, StatusCodes.Status415UnsupportedMediaType);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        IMessage? answer = context.Request.Path == Logs
            ? OtlpBody.Read<ExportLogsServiceRequest>(type, body.ToArray()) is { } events ? logs.Accept(events) : null
            : OtlpBody.Read<ExportTraceServiceRequest>(type, body.ToArray()) is { } spans ? Forward(spans) : null;
        if (answer is null)
        {
            await ProblemResponses.InvalidTelemetryAsync(context, StatusCodes.Status400BadRequest);
            return;
        }

        await WriteResponseAsync(context, type!, answer);
    }

    private ExportTraceServiceResponse Forward(ExportTraceServiceRequest request)
    {
        var refused = 0L;
        foreach (var part in request.ResourceSpans)
        {
            var batch = browserSpans.Of(part);
            refused += batch.Rejected;
            if (batch.Spans.Spans.Count > 0)
            {
                relay.Enqueue(batch.Service, batch.About, batch.Spans);
            }
        }

        var answer = new ExportTraceServiceResponse();
        if (refused > 0)
        {
            answer.PartialSuccess = new() { RejectedSpans = refused, ErrorMessage = "Spans must have ids and current timestamps, and their number per request is limited." };
        }

        return answer;
    }

    private static Task WriteResponseAsync(HttpContext context, string type, IMessage answer)
    {
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(OtlpBody.Write(type, answer), context.RequestAborted).AsTask();
    }
}
