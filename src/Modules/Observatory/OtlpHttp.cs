using System.IO.Compression;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Observatory;

/// <summary>OTLP over HTTP, in its protobuf form.</summary>
internal static class OtlpHttp
{
    public const string Path = "/v1";

    private const string Protobuf = "application/x-protobuf";
    private const int MostBytes = 8 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/traces", (HttpContext context, Intake intake) =>
            Take(context, ExportTraceServiceRequest.Parser, intake.Take, new ExportTraceServiceResponse()));
        routes.MapPost("/v1/metrics", (HttpContext context, Intake intake) =>
            Take(context, ExportMetricsServiceRequest.Parser, intake.Take, new ExportMetricsServiceResponse()));
        routes.MapPost("/v1/logs", (HttpContext context, Intake intake) =>
            Take(context, ExportLogsServiceRequest.Parser, intake.Take, new ExportLogsServiceResponse()));
    }

    private static async Task<IResult> Take<TRequest>(
        HttpContext context, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, Task> take, IMessage answer)
        where TRequest : IMessage<TRequest>
    {
        if (context.Request.ContentType?.Split(';')[0].Trim() != Protobuf)
        {
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes;
        }

        try
        {
            var body = await Read(context);
            await take(parser.ParseFrom(body), context.RequestAborted);
            return TypedResults.Bytes(answer.ToByteArray(), Protobuf);
        }
        catch (Exception unreadable) when (unreadable is InvalidProtocolBufferException or InvalidDataException)
        {
            return TypedResults.BadRequest();
        }
    }

    private static async Task<byte[]> Read(HttpContext context)
    {
        var isPacked = context.Request.Headers.ContentEncoding == "gzip";
        await using var body = isPacked ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        var read = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await body.ReadAsync(piece, context.RequestAborted) is > 0 and var length)
        {
            // A few packed bytes may hold gigabytes of the same.
            if (read.Length + length > MostBytes)
            {
                throw new InvalidDataException("The request is too large");
            }

            read.Write(piece, 0, length);
        }

        return read.ToArray();
    }
}
