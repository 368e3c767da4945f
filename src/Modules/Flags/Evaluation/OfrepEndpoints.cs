using System.Security.Cryptography;
using System.Text.Json;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace AstronomyShop.Modules.Flags.Evaluation;

/// <summary>
/// The OpenFeature Remote Evaluation Protocol. The load script searches for <c>"value":1</c>: the JSON must have no space there.
/// </summary>
internal sealed class OfrepEndpoints(FlagEvaluator flags)
{
    private const string InvalidContext = "INVALID_CONTEXT";

    public static void MapOfrepEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/ofrep/v1/evaluate/flags/{key}", (string key, HttpContext httpContext, OfrepEndpoints ofrep) => ofrep.EvaluateOneAsync(key, httpContext));
        routes.MapPost("/ofrep/v1/evaluate/flags", (HttpContext httpContext, OfrepEndpoints ofrep) => ofrep.EvaluateAllAsync(httpContext));
    }

    private async Task<IResult> EvaluateOneAsync(string key, HttpContext httpContext)
    {
        if (await ReadContextAsync(httpContext) is not { } context)
        {
            return Results.Json(new { key, errorCode = InvalidContext, errorDetails = "the context must be a JSON object, without repeated names and with valid text" }, statusCode: 400);
        }

        var document = flags.Document;
        var resolution = flags.Evaluate(document, key, context);
        var status = resolution switch
        {
            { Variant: not null } => StatusCodes.Status200OK,
            { Error: ErrorType.FlagNotFound } => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status400BadRequest,
        };
        return Results.Json(Answer(document, key, resolution), statusCode: status);
    }

    private async Task<IResult> EvaluateAllAsync(HttpContext httpContext)
    {
        if (await ReadContextAsync(httpContext) is not { } context)
        {
            return Results.Json(new { errorCode = InvalidContext, errorDetails = "the context must be a JSON object, without repeated names and with valid text" }, statusCode: 400);
        }

        var document = flags.Document;
        var all = document.Flags.Keys.Order(StringComparer.Ordinal)
            .Select(key => (key, resolution: flags.Evaluate(document, key, context)))
            .Where(one => one.resolution.Reason != Reason.Disabled)
            .Select(one => Answer(document, one.key, one.resolution));
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { flags = all, metadata = JsonElementOf(FlagEvaluator.MetadataOf(document, null)) }, JsonSerializerOptions.Web);

        // The ETag is that of the response and not of the document: another context has another response.
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        httpContext.Response.GetTypedHeaders().ETag = tag;
        return httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(body, "application/json");
    }

    private static object Answer(FlagDocument document, string key, FlagResolution resolution) =>
        resolution.Variant is { } variant
            ? new
            {
                value = variant.Json,
                key,
                reason = resolution.Reason,
                variant = variant.Name,
                metadata = JsonElementOf(FlagEvaluator.MetadataOf(document, document.Flags[key])),
            }
            : new { key, errorCode = CodeOf(resolution), errorDetails = resolution.Message ?? "the flag is disabled" };

    private static string CodeOf(FlagResolution resolution) => resolution.Error switch
    {
        ErrorType.None => "FLAG_DISABLED",
        ErrorType.FlagNotFound => "FLAG_NOT_FOUND",
        ErrorType.ParseError => "PARSE_ERROR",
        _ => "GENERAL",
    };

    private static JsonElement JsonElementOf(Google.Protobuf.WellKnownTypes.Struct metadata) => JsonDocument.Parse(metadata.ToString()).RootElement;

    private static async Task<EvaluationContext?> ReadContextAsync(HttpContext httpContext)
    {
        using var body = new MemoryStream();
        await httpContext.Request.Body.CopyToAsync(body, httpContext.RequestAborted);
        if (body.Length == 0)
        {
            return EvaluationContext.Empty;
        }

        try
        {
            var request = StrictJson.Parse(body.ToArray());
            return request.ValueKind != JsonValueKind.Object ? null
                : !request.TryGetProperty("context", out var context) || context.ValueKind == JsonValueKind.Null ? EvaluationContext.Empty
                : context.ValueKind == JsonValueKind.Object ? EvaluationContext.From(context)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
