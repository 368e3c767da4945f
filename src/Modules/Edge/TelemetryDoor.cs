using System.Diagnostics;
using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Edge;

/// <summary>Where browsers and phones leave their spans and log events: OTLP over HTTP, answered in the form it came in.</summary>
internal sealed class TelemetryDoor(SpanRelay relay, VisitorSpans visitors, ClientLogIngest logs)
{
    public const string Prefix = "/otlp-http";

    private static readonly PathString Traces = "/otlp-http/v1/traces";
    private static readonly PathString Logs = "/otlp-http/v1/logs";

    public async Task Take(HttpContext context)
    {
        // What is told of the shop is not itself something that happened in it.
        if (Activity.Current is { } span)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        if ((context.Request.Path != Traces && context.Request.Path != Logs) || !HttpMethods.IsPost(context.Request.Method))
        {
            await Problems.NoSuchDoor(context);
            return;
        }

        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (!OtlpBody.CanRead(type) || context.Request.Headers.ContentEncoding.Count > 0)
        {
            await Problems.NotTelemetry(context, StatusCodes.Status415UnsupportedMediaType);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        IMessage? answer = context.Request.Path == Logs
            ? OtlpBody.Read<ExportLogsServiceRequest>(type, body.ToArray()) is { } events ? logs.Accept(events) : null
            : OtlpBody.Read<ExportTraceServiceRequest>(type, body.ToArray()) is { } spans ? HandOn(spans) : null;
        if (answer is null)
        {
            await Problems.NotTelemetry(context, StatusCodes.Status400BadRequest);
            return;
        }

        await Answer(context, type!, answer);
    }

    private ExportTraceServiceResponse HandOn(ExportTraceServiceRequest request)
    {
        var refused = 0L;
        foreach (var part in request.ResourceSpans)
        {
            var visit = visitors.Of(part);
            refused += visit.Refused;
            if (visit.Spans.Spans.Count > 0)
            {
                relay.Leave(visit.Service, visit.About, visit.Spans);
            }
        }

        var answer = new ExportTraceServiceResponse();
        if (refused > 0)
        {
            answer.PartialSuccess = new() { RejectedSpans = refused, ErrorMessage = "Spans must have ids and a time of now, and come in small numbers." };
        }

        return answer;
    }

    private static Task Answer(HttpContext context, string type, IMessage answer)
    {
        context.Response.ContentType = type;
        return type == OtlpBody.Json
            ? context.Response.WriteAsync(JsonFormatter.Default.Format(answer), context.RequestAborted)
            : context.Response.Body.WriteAsync(answer.ToByteArray(), context.RequestAborted).AsTask();
    }
}
