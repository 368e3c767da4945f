using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Checkout.Orders;

/// <summary>Masks a card number for logs and spans.</summary>
internal static class CardMask
{
    private const int VisibleDigits = 4;
    private const int MinDigits = 12;

    /// <summary>A text that is too short to be a card number is masked completely: four digits could be all of it.</summary>
    public static string Of(CreditCardInfo card) => DigitsOf(card).Length < MinDigits ? "****" : "****" + LastFour(card);

    public static string LastFour(CreditCardInfo card)
    {
        var digits = DigitsOf(card);
        return digits[Math.Max(0, digits.Length - VisibleDigits)..];
    }

    private static string DigitsOf(CreditCardInfo card) => string.Concat(card.CreditCardNumber.Where(char.IsAsciiDigit));
}
