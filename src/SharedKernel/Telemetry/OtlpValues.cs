using System.Globalization;
using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Creates the values of OTLP, and shows them.</summary>
public static class OtlpValues
{
    /// <summary>Creates an attribute with text.</summary>
    public static KeyValue Pair(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    /// <summary>Nanoseconds since 1970.</summary>
    public static ulong Nanoseconds(DateTimeOffset time) => (ulong)(time.UtcDateTime - DateTime.UnixEpoch).Ticks * 100;

    /// <summary>The value as text for display.</summary>
    public static string Text(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString("R", CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.ArrayValue => $"[{string.Join(", ", value.ArrayValue.Values.Select(Text))}]",
        AnyValue.ValueOneofCase.KvlistValue => $"{{{string.Join(", ", value.KvlistValue.Values.Select(pair => $"{pair.Key}: {Text(pair.Value)}"))}}}",
        AnyValue.ValueOneofCase.BytesValue => Convert.ToHexStringLower(value.BytesValue.Span),
        _ => "",
    };
}
