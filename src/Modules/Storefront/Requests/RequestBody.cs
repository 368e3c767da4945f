using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>Reads a request's JSON.</summary>
internal static class RequestBody
{
    private const string Name = "body";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>The fields of the body. No body at all is an object without fields: what is missing is named by the one who needs it.</summary>
    /// <exception cref="InvalidRequestException">The body is no JSON object.</exception>
    public static async Task<JsonFields> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return new JsonFields(body.Length == 0 ? Parse("{}"u8.ToArray(), Name) : Object(Parse(body.ToArray(), Name)));
    }

    /// <summary>Parses JSON that came under a name.</summary>
    /// <exception cref="InvalidRequestException">It is no JSON; said with the place, and without what stands there.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new InvalidRequestException(name, Describe(exception));
        }
    }

    // A field that comes twice is well-formed JSON, and its exception has no place.
    private static string Describe(JsonException malformed) => malformed is { LineNumber: { } line, BytePositionInLine: { } position }
        ? $"is not valid JSON at line {line + 1}, position {position + 1}"
        : "names a field twice";

    private static JsonElement Object(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? json : throw new InvalidRequestException(Name, "must be a JSON object");
}
