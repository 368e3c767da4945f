namespace AstronomyShop.Modules.Payment.Cards;

/// <summary>
/// Determines the brand of a card by its first digits. Two brands are accepted; the others are known so that an error can name them.
/// </summary>
internal static class CardBrands
{
    public const string Visa = "visa";
    public const string Mastercard = "mastercard";
    public const string Unknown = "unknown";

    // The first match applies: Discover's part of the 62 range precedes UnionPay's, which covers the rest.
    private static readonly (string Brand, string From, string To)[] Ranges =
    [
        (Visa, "4", "4"),
        (Mastercard, "51", "55"),
        (Mastercard, "2221", "2720"),
        ("amex", "34", "34"),
        ("amex", "37", "37"),
        ("diners club", "300", "305"),
        ("diners club", "309", "309"),
        ("diners club", "36", "36"),
        ("diners club", "38", "39"),
        ("jcb", "3528", "3589"),
        ("mir", "2200", "2204"),
        ("discover", "6011", "6011"),
        ("discover", "622126", "622925"),
        ("discover", "644", "649"),
        ("discover", "65", "65"),
        ("unionpay", "62", "62"),
        ("rupay", "60", "60"),
        ("rupay", "81", "82"),
        ("rupay", "508", "508"),
        ("maestro", "50", "50"),
        ("maestro", "56", "58"),
        ("maestro", "63", "63"),
        ("maestro", "67", "67"),
    ];

    public static string Of(CardNumber number) =>
        Ranges.FirstOrDefault(range => number.StartsWithin(range.From, range.To)).Brand ?? Unknown;

    public static bool IsAccepted(string brand) => brand is Visa or Mastercard;

    public static bool HasLengthOf(string brand, CardNumber number) =>
        brand is Visa ? number.Length is 13 or 16 or 19 : number.Length is 16;
}
