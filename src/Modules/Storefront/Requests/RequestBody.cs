using System.Text.Json;
using System.Text.RegularExpressions;
using AstronomyShop.SharedKernel.Primitives;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>Reads the JSON of a request.</summary>
internal static partial class RequestBody
{
    private const string Name = "body";
    private const int MaxDepth = 16;

    /// <summary>
    /// Reads the fields of the body. An empty body counts as an object without fields, so that missing fields are reported by name.
    /// </summary>
    /// <exception cref="InvalidRequestException">The body is not a JSON object.</exception>
    /// <exception cref="BadHttpRequestException">The content type is another one: a form of any site can send <c>text/plain</c>.</exception>
    public static async Task<JsonFields> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length > 0 && !request.HasJsonContentType())
        {
            throw new BadHttpRequestException("The body is not JSON by its content type", StatusCodes.Status415UnsupportedMediaType);
        }

        return new JsonFields(body.Length == 0 ? Parse("{}"u8.ToArray(), Name) : Object(Parse(body.ToArray(), Name)));
    }

    /// <summary>Parses the JSON of a named value.</summary>
    /// <exception cref="InvalidRequestException">The JSON is invalid; the message contains the position but not the content.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            return StrictJson.Parse(json, MaxDepth);
        }
        catch (JsonException exception)
        {
            throw exception.Path is { } field
                ? new InvalidRequestException(PlainPath().IsMatch(field) ? field : name, StorableText.Problem)
                : new InvalidRequestException(name, Describe(exception));
        }
    }

    // The names of a document are the caller's too: what is not like a field of the API is not repeated.
    [GeneratedRegex(@"^[A-Za-z]{1,40}(?:\[[0-9]{1,4}\])?(?:\.[A-Za-z]{1,40}(?:\[[0-9]{1,4}\])?){0,8}$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainPath();

    // A duplicate field is well-formed JSON, and its exception has no position.
    private static string Describe(JsonException malformed) => malformed is { LineNumber: { } line, BytePositionInLine: { } position }
        ? $"is not valid JSON at line {line + 1}, position {position + 1}"
        : "contains a field twice";

    private static JsonElement Object(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? json : throw new InvalidRequestException(Name, "must be a JSON object");
}
