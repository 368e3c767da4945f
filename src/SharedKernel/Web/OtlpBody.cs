using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>Bodies of OTLP over HTTP, in JSON or protobuf.</summary>
public static class OtlpBody
{
    private const string Json = "application/json";
    private const string Protobuf = "application/x-protobuf";

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Whether a media type, in lower case and without parameters, is one of the two.</summary>
    public static bool CanRead(string? type) => type is Json or Protobuf;

    /// <summary>Reads a request; null when the body is not valid OTLP. Fields that are not known here are left out.</summary>
    public static T? Read<T>(string? type, byte[] body)
        where T : class, IMessage<T>, new()
    {
        try
        {
            return type == Protobuf
                ? new MessageParser<T>(() => new T()).WithDiscardUnknownFields(true).ParseFrom(body)
                : Parser.Parse<T>(WithIdsAsBytes(JsonNode.Parse(body))?.ToJsonString() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or IOException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Writes a response in the encoding of its request.</summary>
    public static byte[] Write(string? type, IMessage answer) => type == Json ? Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(answer)) : answer.ToByteArray();

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
