using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using AstronomyShop.Tests.Testing;
using Json.Schema;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>The OpenAPI document of the API, read from <c>docs/openapi.json</c>, and its description of each request and response.</summary>
/// <param name="document">The document.</param>
internal sealed class ApiDescription(JsonNode document)
{
    private const string Json = "application/json";
    private const string Components = "#/components/schemas/";
    private const string Definitions = "#/$defs/";

    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly ConcurrentDictionary<string, JsonSchema> schemas = new();
    private readonly JsonNode closed = Close(JsonNode.Parse(document.ToJsonString().Replace(Components, Definitions, StringComparison.Ordinal))!);

    public static string Text { get; } = File.ReadAllText(SourceTree.PathTo("docs/openapi.json"));

    public static ApiDescription Current { get; } = new(JsonNode.Parse(Text)!);

    /// <summary>The first difference between a response and the document's description of its operation; null when there is none.</summary>
    public string? FindDifference(string method, string path, string? requestBody, int status, string? mediaType, string responseBody)
    {
        if (FindOperation(method, path) is not { } operation)
        {
            return status is 404 or 405 ? Check(Reference("ProblemResponse"), responseBody) : $"has status {status}, and the document has no such operation";
        }

        if (operation["responses"]![$"{status}"] is not { } response)
        {
            return $"has status {status}, which the document does not name";
        }

        if (Resolve(response)["content"] is not { } content)
        {
            return responseBody.Length == 0 ? null : "has a body, and the document says that it has none";
        }

        if (mediaType is null || content[mediaType]?["schema"] is not { } schema)
        {
            return $"is {mediaType}, which the document does not name";
        }

        // A request that the shop accepts must match its description: otherwise the document would forbid requests that work.
        return (status < 300 && operation["requestBody"]?["content"]?[Json]?["schema"] is { } request ? Check(request, requestBody ?? string.Empty) : null)
            ?? Check(schema, responseBody);
    }

    // HEAD has the status and the headers of GET.
    private JsonNode? FindOperation(string method, string path) => closed["paths"]!.AsObject()
        .Where(entry => IsMatch(entry.Key.Split('/'), path.TrimEnd('/').Split('/')))
        .Select(entry => entry.Value![method.ToLowerInvariant()])
        .FirstOrDefault();

    private static bool IsMatch(string[] template, string[] path) =>
        template.Length == path.Length && template.Zip(path).All(part => part.First.StartsWith('{') || part.First.Equals(part.Second, StringComparison.OrdinalIgnoreCase));

    private JsonNode Resolve(JsonNode node) =>
        (string?)node["$ref"] is { } reference ? reference.Split('/').Skip(1).Aggregate(closed, (parent, name) => parent[name]!) : node;

    private static JsonObject Reference(string component) => new() { ["$ref"] = Definitions + component };

    private string? Check(JsonNode schema, string body)
    {
        JsonElement value;
        try
        {
            value = JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return "is not JSON";
        }

        var result = schemas.GetOrAdd(schema.ToJsonString(), Build).Evaluate(value, Options);
        return result.IsValid ? null : string.Join("; ", (result.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")));
    }

    private JsonSchema Build(string schema)
    {
        var root = JsonNode.Parse(schema)!;
        root["$defs"] = closed["components"]!["schemas"]!.DeepClone();
        return JsonSchema.Build(JsonSerializer.SerializeToElement(root));
    }

    // A client must ignore fields that it does not know. In tests each field must be in the document.
    private static JsonNode Close(JsonNode node)
    {
        switch (node)
        {
            case JsonObject known:
                foreach (var child in known.Select(member => member.Value).OfType<JsonNode>().ToList())
                {
                    Close(child);
                }

                if (known["properties"] is JsonObject && known["type"]?.GetValueKind() == JsonValueKind.String)
                {
                    known["additionalProperties"] = false;
                }

                break;
            case JsonArray list:
                foreach (var child in list.OfType<JsonNode>())
                {
                    Close(child);
                }

                break;
        }

        return node;
    }
}
