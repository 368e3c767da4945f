using System.Collections;
using System.Diagnostics;
using System.Globalization;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Converts .NET values to OTLP values.</summary>
public static class OtlpValues
{
    /// <summary>Creates an attribute.</summary>
    public static KeyValue Pair(string key, object? value) => new() { Key = key, Value = Of(value) };

    /// <summary>The sixteen bytes of a trace id.</summary>
    public static ByteString Id(ActivityTraceId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        return ByteString.CopyFrom(bytes);
    }

    /// <summary>The eight bytes of a span id.</summary>
    public static ByteString Id(ActivitySpanId id)
    {
        Span<byte> bytes = stackalloc byte[8];
        id.CopyTo(bytes);
        return id == default ? ByteString.Empty : ByteString.CopyFrom(bytes);
    }

    /// <summary>Nanoseconds since 1970.</summary>
    public static ulong Nanoseconds(DateTimeOffset time) => Nanoseconds(time.UtcDateTime);

    /// <summary>Nanoseconds since 1970.</summary>
    public static ulong Nanoseconds(DateTime utc) => (ulong)(utc - DateTime.UnixEpoch).Ticks * 100;

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

    private static AnyValue Of(object? value) => value switch
    {
        null => new AnyValue(),
        string text => new AnyValue { StringValue = text },
        bool truth => new AnyValue { BoolValue = truth },
        long whole => new AnyValue { IntValue = whole },
        int whole => new AnyValue { IntValue = whole },
        short or byte or sbyte or ushort or uint => new AnyValue { IntValue = Convert.ToInt64(value, CultureInfo.InvariantCulture) },
        double number => new AnyValue { DoubleValue = number },
        float number => new AnyValue { DoubleValue = number },
        IEnumerable list => List(list),
        _ => new AnyValue { StringValue = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" },
    };

    private static AnyValue List(IEnumerable list)
    {
        var values = new ArrayValue();
        values.Values.Add(list.Cast<object?>().Select(Of));
        return new AnyValue { ArrayValue = values };
    }
}
