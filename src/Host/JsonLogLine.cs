using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AstronomyShop.Host;

/// <summary>A console line as a JSON object, in the format of .NET's JSON console formatter.</summary>
internal static class JsonLogLine
{
    /// <summary>
    /// The output line of a process with its service and process id: its JSON object with two more members, or an object with its text.
    /// </summary>
    public static string Of(string service, int processId, string said, bool isError)
    {
        var line = TryParse(said) ?? Create(said, isError, "console");
        line["Service"] = service;
        line["ProcessId"] = processId;
        return line.ToJsonString();
    }

    /// <summary>The reason why the program ends.</summary>
    public static string Of(string refusal) => Create(refusal, isError: true, typeof(JsonLogLine).Namespace!).ToJsonString();

    private static JsonObject Create(string text, bool isError, string category) => new()
    {
        ["Timestamp"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        ["LogLevel"] = (isError ? LogLevel.Error : LogLevel.Information).ToString(),
        ["Category"] = category,
        ["Message"] = text,
    };

    // Output outside the logs, such as that of a crashing runtime, is plain text.
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
