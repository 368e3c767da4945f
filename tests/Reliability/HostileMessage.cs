using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AstronomyShop.Tests.Reliability;

/// <summary>Messages that a client of the gRPC port could send, made from their descriptors: fields are missing, extreme, or text of every kind.</summary>
internal sealed class HostileMessage(Random random)
{
    private const int MaxDepth = 5;

    private static readonly string[] Texts =
    [
        "", " ", "0", "-1", "USD", "XXX", "jpy", "OLJCESPC7Z", "OLJCESPC7ZX", "telescopes", "cartFailure", "6d9b3f9f-2c83-4f0e-9d6f-0f65b8f7a9a1", "a@b.c", "ana@example.com",
        "4432-8015-6152-0454", "4432801561520454", "a\0b", "\uFEFF", "\u202Eabc", "<script>", "'; DROP TABLE orders; --", "%00%2F..", "{\"a\":", "𝟜𝟜𝟛𝟚", new('9', 5_000),
    ];

    private static readonly long[] Numbers = [0, 1, -1, 2, 10, 11, 999_999_999, -999_999_999, 1_000_000_000, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];
    private static readonly double[] Fractions = [0, -0.0, 1.5, -1, double.NaN, double.PositiveInfinity, double.MaxValue, double.Epsilon];

    public string Text() => OneOf(Texts);

    public T OneOf<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    public IMessage Of(MessageDescriptor type, int depth = 0)
    {
        var message = (IMessage)Activator.CreateInstance(type.ClrType)!;
        foreach (var field in type.Fields.InFieldNumberOrder().Where(_ => random.Next(4) > 0))
        {
            Fill(message, field, depth);
        }

        return message;
    }

    private void Fill(IMessage message, FieldDescriptor field, int depth)
    {
        if (field.FieldType == FieldType.Message && depth == MaxDepth)
        {
            return;
        }

        if (field.IsMap)
        {
            var (key, value) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
            ((IDictionary)field.Accessor.GetValue(message))[Value(key, depth)] = Value(value, depth);
        }
        else if (field.IsRepeated)
        {
            for (var count = random.Next(4); count > 0; count--)
            {
                ((IList)field.Accessor.GetValue(message)).Add(Value(field, depth));
            }
        }
        else
        {
            field.Accessor.SetValue(message, Value(field, depth));
        }
    }

    private object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String => Text(),
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Double => OneOf(Fractions),
        FieldType.Float => (float)OneOf(Fractions),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => unchecked((int)OneOf(Numbers)),
        FieldType.UInt32 or FieldType.Fixed32 => unchecked((uint)OneOf(Numbers)),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => OneOf(Numbers),
        FieldType.UInt64 or FieldType.Fixed64 => unchecked((ulong)OneOf(Numbers)),
        FieldType.Bytes => ByteString.CopyFromUtf8(Text()),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, unchecked((int)OneOf(Numbers))),
        FieldType.Message => Of(field.MessageType, depth + 1),
        _ => throw new InvalidOperationException($"{field.FullName} has the type {field.FieldType}, for which there are no values"),
    };
}
