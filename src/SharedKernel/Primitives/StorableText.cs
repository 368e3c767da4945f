namespace AstronomyShop.SharedKernel.Primitives;

/// <summary>
/// Text that every store of the shop can hold. PostgreSQL refuses the character NUL, and half of a surrogate pair has no form in UTF-8: text with
/// either is refused when it arrives, because later an order with it could be charged and never be booked.
/// </summary>
public static class StorableText
{
    /// <summary>The text of an error, after the name of the field.</summary>
    public const string Problem = "contains a character that cannot be stored";

    /// <summary>False when the text contains NUL or an unpaired surrogate.</summary>
    public static bool IsStorable(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            return false;
        }

        for (var at = NextSurrogate(text); at >= 0; at = NextSurrogate(text))
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
        }

        return true;
    }

    private static int NextSurrogate(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uD800', '\uDFFF');
}
