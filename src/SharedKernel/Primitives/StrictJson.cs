using System.Text.Json;

namespace AstronomyShop.SharedKernel.Primitives;

/// <summary>
/// Parses JSON from outside. A name that occurs twice in an object, and text that is not valid Unicode, are refused here: readers would otherwise
/// disagree about the first, and fail on the second somewhere later.
/// </summary>
public static class StrictJson
{
    private const int DefaultDepth = 64;

    /// <summary>Parses a document.</summary>
    /// <param name="json">The document in UTF-8.</param>
    /// <param name="maxDepth">How deeply objects and lists may be nested.</param>
    /// <exception cref="JsonException">
    /// The document is invalid. The exception has a position, or the path of the text that is not Unicode; for a repeated name it has neither. It never
    /// has content of the document other than names.
    /// </exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> json, int maxDepth = DefaultDepth)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
            RequireUnicode(document.RootElement, string.Empty);
            return document.RootElement.Clone();
        }
        catch (InvalidOperationException exception)
        {
            // A name that is compared with others while the document is parsed.
            throw NotUnicode(string.Empty, exception);
        }
    }

    private static void RequireUnicode(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                Read(element, static text => text.GetString()!, path);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    var name = Read(property, static named => named.Name, path);
                    RequireUnicode(property.Value, path.Length == 0 ? name : $"{path}.{name}");
                }

                break;
            case JsonValueKind.Array:
                foreach (var (position, item) in element.EnumerateArray().Index())
                {
                    RequireUnicode(item, $"{path}[{position}]");
                }

                break;
        }
    }

    private static string Read<T>(T source, Func<T, string> read, string path)
    {
        try
        {
            return read(source);
        }
        catch (InvalidOperationException exception)
        {
            throw NotUnicode(path, exception);
        }
    }

    private static JsonException NotUnicode(string path, Exception cause) => new("The document contains text that is not valid Unicode", path, null, null, cause);
}
