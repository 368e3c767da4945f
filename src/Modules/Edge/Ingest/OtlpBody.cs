using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace AstronomyShop.Modules.Edge.Ingest;

/// <summary>Reads spans and log events in OTLP over HTTP.</summary>
internal static class OtlpBody
{
    public const string Json = "application/json";
    public const string Protobuf = "application/x-protobuf";

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static bool CanRead(string? type) => type is Json or Protobuf;

    /// <summary>Null when the body is not valid OTLP.</summary>
    public static T? Read<T>(string? type, byte[] body)
        where T : class, IMessage<T>, new()
    {
        try
        {
            return type == Protobuf
                ? new MessageParser<T>(() => new T()).ParseFrom(body)
                : Parser.Parse<T>(WithIdsAsBytes(JsonNode.Parse(body))?.ToJsonString() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or IOException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    // OTLP's JSON has ids in hexadecimal, where protobuf's JSON has bytes in base64.
    private static JsonNode? WithIdsAsBytes(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list)
                {
                    WithIdsAsBytes(item);
                }

                break;

            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    if (name is "traceId" or "spanId" or "parentSpanId" && value is JsonValue id)
                    {
                        fields[name] = Convert.ToBase64String(Convert.FromHexString(id.GetValue<string>()));
                    }
                    else
                    {
                        WithIdsAsBytes(value);
                    }
                }

                break;
        }

        return node;
    }
}
