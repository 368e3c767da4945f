using System.IO.Compression;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace AstronomyShop.Modules.Observatory;

/// <summary>OTLP over HTTP, in protobuf encoding.</summary>
internal static class OtlpHttpEndpoints
{
    public const string Path = "/v1";

    private const string Protobuf = "application/x-protobuf";
    private const int MaxBytes = 8 * 1024 * 1024;

    public static void MapOtlpHttpEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/traces", (HttpContext context, TelemetryIngest ingest) =>
            HandleAsync(context, ExportTraceServiceRequest.Parser, ingest.ExportAsync, new ExportTraceServiceResponse()));
        routes.MapPost("/v1/metrics", (HttpContext context, TelemetryIngest ingest) =>
            HandleAsync(context, ExportMetricsServiceRequest.Parser, ingest.ExportAsync, new ExportMetricsServiceResponse()));
        routes.MapPost("/v1/logs", (HttpContext context, TelemetryIngest ingest) =>
            HandleAsync(context, ExportLogsServiceRequest.Parser, ingest.ExportAsync, new ExportLogsServiceResponse()));
    }

    private static async Task<IResult> HandleAsync<TRequest>(
        HttpContext context, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, Task> take, IMessage answer)
        where TRequest : IMessage<TRequest>
    {
        var isPacked = context.Request.Headers.ContentEncoding.ToString().ToUpperInvariant() is "GZIP" or "X-GZIP";
        var isPlain = context.Request.Headers.ContentEncoding.ToString().ToUpperInvariant() is "" or "IDENTITY";
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase) || !(isPacked || isPlain))
        {
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        try
        {
            var body = await ReadAsync(context, isPacked);
            await take(parser.ParseFrom(body), context.RequestAborted);
            return TypedResults.Bytes(answer.ToByteArray(), Protobuf);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException)
        {
            return TypedResults.BadRequest();
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContext context, bool isPacked)
    {
        await using var body = isPacked ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        var read = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await body.ReadAsync(piece, context.RequestAborted) is > 0 and var length)
        {
            // A small compressed body may expand to gigabytes.
            if (read.Length + length > MaxBytes)
            {
                throw new InvalidDataException("The request is too large");
            }

            read.Write(piece, 0, length);
        }

        return read.ToArray();
    }
}
