using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>Reads the value of a variant as the requested type; false when it has another type.</summary>
public delegate bool FlagValue<T>(FlagVariant variant, [MaybeNullWhen(false)] out T value);

/// <summary>Readers for the types of flag values.</summary>
public static class FlagValues
{
    /// <summary>Reads a boolean.</summary>
    public static bool AsBoolean(FlagVariant variant, out bool value) => As(variant, out value);

    /// <summary>Reads a string.</summary>
    public static bool AsString(FlagVariant variant, [MaybeNullWhen(false)] out string value) => As(variant, out value);

    /// <summary>Reads a number.</summary>
    public static bool AsDouble(FlagVariant variant, out double value) => As(variant, out value);

    /// <summary>Reads a 32-bit integer; decimals are truncated.</summary>
    public static bool AsInt32(FlagVariant variant, out int value)
    {
        var isNumber = AsInt64(variant, out var number);
        value = (int)Math.Clamp(number, int.MinValue, int.MaxValue);
        return isNumber;
    }

    /// <summary>Reads a 64-bit integer; decimals are truncated.</summary>
    public static bool AsInt64(FlagVariant variant, out long value)
    {
        var isNumber = As(variant, out double number);
        value = (long)number;
        return isNumber;
    }

    /// <summary>Reads an object or a list.</summary>
    public static bool AsObject(FlagVariant variant, out JsonElement value)
    {
        ArgumentNullException.ThrowIfNull(variant);
        value = variant.Json;
        return value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
    }

    private static bool As<T>(FlagVariant variant, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(variant);
        if (variant.Value is T typed)
        {
            value = typed;
            return true;
        }

        value = default;
        return false;
    }
}
