using System.Globalization;
using System.Text.Json;

namespace AstronomyShop.Tests.Browser;

/// <summary>A span as the Jaeger API of the observatory returns it.</summary>
internal sealed record TraceSpan(string TraceId, string Id, string? Parent, string Service, string Name, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The traces in which one span of the service has the name and all the tags, the newest first.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<TraceSpan>>> TracesAsync(
        HttpClient observatory, string service, string operation, (string Key, string Value)[] tags, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var wanted = Uri.EscapeDataString(JsonSerializer.Serialize(tags.ToDictionary(tag => tag.Key, tag => tag.Value)));
        var requested = string.Create(
            CultureInfo.InvariantCulture,
            $"/jaeger/ui/api/traces?service={service}&operation={Uri.EscapeDataString(operation)}&limit=50&start={since.ToUnixTimeMilliseconds() * 1000}&tags={wanted}");
        using var response = JsonDocument.Parse(await observatory.GetStringAsync(new Uri(requested, UriKind.Relative), cancellationToken));
        return [.. response.RootElement.GetProperty("data").EnumerateArray().Select(AllOf)];
    }

    private static IReadOnlyList<TraceSpan> AllOf(JsonElement trace) =>
    [
        .. trace.GetProperty("spans").EnumerateArray().Select(span => new TraceSpan(
            trace.GetProperty("traceID").GetString()!,
            span.GetProperty("spanID").GetString()!,
            span.GetProperty("references").EnumerateArray().Select(parent => parent.GetProperty("spanID").GetString()).FirstOrDefault(),
            trace.GetProperty("processes").GetProperty(span.GetProperty("processID").GetString()!).GetProperty("serviceName").GetString()!,
            span.GetProperty("operationName").GetString()!,
            span.GetProperty("tags").EnumerateArray().ToDictionary(tag => tag.GetProperty("key").GetString()!, tag => tag.GetProperty("value").ToString()))),
    ];
}
