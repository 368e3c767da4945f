using AstronomyShop.Contracts;

namespace AstronomyShop.Tests.Modules.Payment;

/// <summary>Cards for tests. They expire in January 2039 unless a test sets another date.</summary>
internal static class TestCards
{
    public const string Known = "4432-8015-6152-0454";

    public static CreditCardInfo Card(string number = Known, int month = 1, int year = 2039, int cvv = 672) => new()
    {
        CreditCardNumber = number,
        CreditCardExpirationMonth = month,
        CreditCardExpirationYear = year,
        CreditCardCvv = cvv,
    };

    /// <summary>A card number with this prefix, this number of digits and a valid check digit.</summary>
    public static string Number(string start, int length)
    {
        var digits = start.PadRight(length - 1, '7');
        var sum = digits.Reverse().Select((digit, place) => place % 2 == 0 ? ((digit - '0') * 2 / 10) + ((digit - '0') * 2 % 10) : digit - '0').Sum();
        return digits + ((10 - (sum % 10)) % 10);
    }

    public static ChargeRequest Charge(string number = Known, long units = 57, int nanos = 80_000_000, string currency = "USD") => new()
    {
        Amount = new Contracts.Money { CurrencyCode = currency, Units = units, Nanos = nanos },
        CreditCard = Card(number),
    };
}
