using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AstronomyShop.Modules.Payment.Cards;

/// <summary>
/// A card number that cannot be printed: as text, as JSON and in a debugger it is <c>****0454</c>. The full digits never leave this type.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
[JsonConverter(typeof(MaskedInJson))]
internal readonly struct CardNumber
{
    private const int MinLength = 12;
    private const int MaxLength = 19;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string? digits;

    private CardNumber(string digits) => this.digits = digits;

    public int Length => digits?.Length ?? 0;

    public string LastFour => digits?[^4..] ?? string.Empty;

    /// <summary>Parses a number with optional spaces and dashes, whichever characters a document that it was copied from uses for them.</summary>
    /// <returns>False when the digits, their count or the check digit are invalid.</returns>
    public static bool TryParse(string text, out CardNumber number)
    {
        var digits = string.Concat(text.Where(letter => !IsSeparator(letter)));
        var valid = digits.Length is >= MinLength and <= MaxLength && digits.All(char.IsAsciiDigit) && PassesLuhn(digits);
        number = valid ? new CardNumber(digits) : default;
        return valid;
    }

    /// <summary>Whether the first digits are in a range: 2221 to 2720 compares the first four.</summary>
    public bool StartsWithin(string from, string to) =>
        digits is not null
        && string.CompareOrdinal(digits, 0, from, 0, from.Length) >= 0
        && string.CompareOrdinal(digits, 0, to, 0, to.Length) <= 0;

    public override string ToString() => "****" + LastFour;

    // Format characters are invisible, such as the zero-width space and the soft hyphen. The minus sign is a symbol and no dash.
    private static bool IsSeparator(char letter) => char.IsWhiteSpace(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format
        || letter == '\u2212';

    private static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var fromRight = 0; fromRight < digits.Length; fromRight++)
        {
            var digit = digits[^(fromRight + 1)] - '0';
            var doubled = digit * 2;
            sum += fromRight % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }

    private sealed class MaskedInJson : JsonConverter<CardNumber>
    {
        public override CardNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A card number cannot be deserialized: only its mask was serialized");

        public override void Write(Utf8JsonWriter writer, CardNumber value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
