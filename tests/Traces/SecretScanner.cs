using System.Text;
using System.Text.RegularExpressions;

namespace AstronomyShop.Tests.Traces;

/// <summary>A shopper whose card, security code, e-mail address and street no other test data contains, so that each occurrence of them is a leak.</summary>
internal static partial class SecretScanner
{
    public const string Card = "4916-0816-6217-7968";
    public const int Cvv = 8673;
    public const string Email = "canary.7c1d@example.org";
    public const string Street = "77 Quokka Hollow";

    private const string CardDigits = "4916081662177968";

    // As in the shop's protobuf messages: field 2, then the year 2039 in field 3.
    private static readonly byte[] CvvInAMessage = [0x10, 0xE1, 0x43, 0x18, 0xF7, 0x0F];

    public static Order Order(string user) => new(user, "USD", Email, Street) { Card = Card, Cvv = Cvv };

    /// <summary>The secrets of the shopper that a text contains, each with the text around it.</summary>
    public static IEnumerable<string> In(string text)
    {
        var bare = Separators().Replace(text, "");
        return
        [
            .. Found(bare, CardDigits, "card"),
            .. Found(bare, "canary7c1d", "e-mail"),
            .. Found(bare, "QuokkaHollow", "street"),
            .. CvvAlone().Matches(text).Select(match => Around(text, match.Index, "security code")),
        ];
    }

    public static bool ContainsCard(byte[] bytes) =>
        Separators().Replace(Encoding.Latin1.GetString(bytes), "").Contains(CardDigits, StringComparison.Ordinal) || bytes.AsSpan().IndexOf(CvvInAMessage) >= 0;

    public static bool ContainsEmail(byte[] bytes) => Encoding.Latin1.GetString(bytes).Contains(Email, StringComparison.OrdinalIgnoreCase);

    public static bool ContainsStreet(byte[] bytes) => Encoding.Latin1.GetString(bytes).Contains(Street, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Found(string text, string secret, string what)
    {
        for (var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(secret, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            yield return Around(text, at, what);
        }
    }

    private static string Around(string text, int at, string what) => $"{what}: …{text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 40)]}…";

    // A secret with other separators or in percent-encoding is a leak too.
    [GeneratedRegex(@"[^A-Za-z0-9]|(?<=%)[0-9A-F]{2}")]
    private static partial Regex Separators();

    // Four digits can be part of a longer number or id, so they count only when no such characters adjoin. A process may have that id, and a metric
    // that value: bytes, or a number of calls.
    [GeneratedRegex("""(?<![\w.\-+/])8673(?![\w.\-+/])(?<!process\.pid", "value": \{ "intValue": "8673)(?<!"(?:asInt|asDouble|count|sum|min|max)": "?8673)(?<!"bucketCounts": \[[^\]]*8673)""")]
    private static partial Regex CvvAlone();
}
