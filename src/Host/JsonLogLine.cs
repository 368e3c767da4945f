using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AstronomyShop.Host;

/// <summary>A line of the console as a JSON object, in the form of .NET's own JSON console.</summary>
internal static class JsonLogLine
{
    /// <summary>What a process said, with the process named: its own object and two more members, or an object made of its text.</summary>
    public static string Of(string service, int processId, string said, bool isError)
    {
        var line = TryParse(said) ?? Create(said, isError, "console");
        line["Service"] = service;
        line["ProcessId"] = processId;
        return line.ToJsonString();
    }

    /// <summary>Why the program ends.</summary>
    public static string Of(string refusal) => Create(refusal, isError: true, typeof(JsonLogLine).Namespace!).ToJsonString();

    private static JsonObject Create(string text, bool isError, string category) => new()
    {
        ["Timestamp"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        ["LogLevel"] = (isError ? LogLevel.Error : LogLevel.Information).ToString(),
        ["Category"] = category,
        ["Message"] = text,
    };

    // Whatever writes around the logs, a runtime that ends in a hurry, writes plain text.
    private static JsonObject? TryParse(string said)
    {
        try
        {
            return said.StartsWith('{') ? JsonNode.Parse(said) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
