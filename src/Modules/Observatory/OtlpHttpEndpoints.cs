using System.IO.Compression;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace AstronomyShop.Modules.Observatory;

/// <summary>OTLP over HTTP, in protobuf or JSON encoding, answered in the same.</summary>
internal static class OtlpHttpEndpoints
{
    public const string Path = "/v1";

    /// <summary>The largest report, in bytes, as sent and unpacked; over gRPC too.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    public static void MapOtlpHttpEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/traces", (HttpContext context, TelemetryIngest ingest) => HandleAsync<ExportTraceServiceRequest>(context, ingest.Accept));
        routes.MapPost("/v1/metrics", (HttpContext context, TelemetryIngest ingest) => HandleAsync<ExportMetricsServiceRequest>(context, ingest.Accept));
        routes.MapPost("/v1/logs", (HttpContext context, TelemetryIngest ingest) => HandleAsync<ExportLogsServiceRequest>(context, ingest.Accept));
    }

    private static async Task<IResult> HandleAsync<TRequest>(HttpContext context, Func<TRequest, IMessage> accept)
        where TRequest : class, IMessage<TRequest>, new()
    {
        var isPacked = context.Request.Headers.ContentEncoding.ToString().ToUpperInvariant() is "GZIP" or "X-GZIP";
        var isPlain = context.Request.Headers.ContentEncoding.ToString().ToUpperInvariant() is "" or "IDENTITY";
        var type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var given) ? given.MediaType.ToString().ToLowerInvariant() : null;
        if (!OtlpBody.CanRead(type) || !(isPacked || isPlain))
        {
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        try
        {
            return await ReadAsync(context, isPacked) is not { } body ? TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge)
                : OtlpBody.Read<TRequest>(type, body) is not { } request ? TypedResults.BadRequest()
                : TypedResults.Bytes(OtlpBody.Write(type, accept(request)), type);
        }
        catch (InvalidDataException)
        {
            return TypedResults.BadRequest();
        }
    }

    // Null when there are too many bytes: a small compressed body may expand to gigabytes.
    private static async Task<byte[]?> ReadAsync(HttpContext context, bool isPacked)
    {
        await using var body = isPacked ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        var read = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await body.ReadAsync(piece, context.RequestAborted) is > 0 and var length)
        {
            if (read.Length + length > MaxBytes)
            {
                return null;
            }

            read.Write(piece, 0, length);
        }

        return read.ToArray();
    }
}
