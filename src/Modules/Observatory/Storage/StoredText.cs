using System.Globalization;
using System.Text;
using AstronomyShop.Contracts.Otlp;
using Google.Protobuf.Collections;

namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>
/// Copies the texts and attributes of one span, log record or resource into what is stored of it, and weighs them. An item is limited: a name to
/// 256 characters, an item to 64 Ki characters and 512 attributes; a text that is too long is cut and ends with an ellipsis, further attributes are
/// left out. Lists and maps become text, so that the copy has no depth, and fields that are not known here are left out.
/// </summary>
internal sealed class StoredText
{
    /// <summary>The largest length of a name: of a service, a scope, a span, an event, a metric, an attribute.</summary>
    public const int MaxName = 256;

    private const int MaxCharacters = 64 * 1024;
    private const int MaxAttributes = 512;
    private const char Ellipsis = '…';

    // Two objects, a boxed value and a place in a list; measured, not exact.
    private const int PerAttribute = 120;
    private const int PerText = 32;

    private int characters = MaxCharacters;
    private int attributes = MaxAttributes;

    /// <summary>What the copied texts and attributes take in memory.</summary>
    public long Bytes { get; private set; }

    public static string CutName(string name) => Cut(name, MaxName);

    public static long BytesOf(string text) => PerText + (2L * text.Length);

    public string Name(string name) => Take(name, MaxName);

    public string Text(string text) => Take(text, MaxCharacters);

    public AnyValue? Value(AnyValue? value) => value?.ValueCase switch
    {
        null or AnyValue.ValueOneofCase.None => null,
        AnyValue.ValueOneofCase.BoolValue => new AnyValue { BoolValue = value.BoolValue },
        AnyValue.ValueOneofCase.IntValue => new AnyValue { IntValue = value.IntValue },
        AnyValue.ValueOneofCase.DoubleValue => new AnyValue { DoubleValue = value.DoubleValue },
        AnyValue.ValueOneofCase.StringValue => new AnyValue { StringValue = Text(value.StringValue) },
        _ => new AnyValue { StringValue = Text(Flatten(value)) },
    };

    public List<KeyValue> Attributes(RepeatedField<KeyValue> all)
    {
        var taken = new List<KeyValue>(Math.Min(all.Count, attributes));
        foreach (var pair in all)
        {
            if (attributes == 0)
            {
                break;
            }

            attributes--;
            Bytes += PerAttribute;
            taken.Add(new KeyValue { Key = Name(pair.Key), Value = Value(pair.Value) });
        }

        return taken;
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = Math.Max(length - 1, 0);
        return end == 0 ? "" : $"{text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)}{Ellipsis}";
    }

    private string Take(string text, int length)
    {
        var taken = Cut(text, Math.Min(length, characters));
        characters -= taken.Length;
        Bytes += BytesOf(taken);
        return taken;
    }

    private string Flatten(AnyValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    // Stops soon after the limit: a small report may have a long list.
    private void Append(StringBuilder text, AnyValue? value)
    {
        switch (value?.ValueCase)
        {
            case AnyValue.ValueOneofCase.ArrayValue:
                AppendAll(text, '[', value.ArrayValue.Values, (to, item) => Append(to, item), ']');
                break;
            case AnyValue.ValueOneofCase.KvlistValue:
                AppendAll(text, '{', value.KvlistValue.Values, (to, pair) => Append(to.Append(pair.Key).Append(": "), pair.Value), '}');
                break;
            case AnyValue.ValueOneofCase.BytesValue:
                text.Append(Convert.ToHexStringLower(value.BytesValue.Span[..Math.Min(value.BytesValue.Length, characters)]));
                break;
            case AnyValue.ValueOneofCase.StringValue:
                text.Append(value.StringValue);
                break;
            case AnyValue.ValueOneofCase.BoolValue:
                text.Append(value.BoolValue ? "true" : "false");
                break;
            case AnyValue.ValueOneofCase.IntValue:
                text.Append(value.IntValue);
                break;
            case AnyValue.ValueOneofCase.DoubleValue:
                text.Append(value.DoubleValue.ToString("R", CultureInfo.InvariantCulture));
                break;
        }
    }

    private void AppendAll<T>(StringBuilder text, char first, IEnumerable<T> items, Action<StringBuilder, T> append, char last)
    {
        text.Append(first);
        var separator = "";
        foreach (var item in items.TakeWhile(_ => text.Length <= characters))
        {
            text.Append(separator);
            append(text, item);
            separator = ", ";
        }

        text.Append(last);
    }
}
