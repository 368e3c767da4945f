using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.Modules.Payment.Cards;

/// <summary>
/// A card of an accepted brand. When a card breaks a rule, the error names the rule; no text repeats the input of the shopper, who may have
/// entered the number into another field.
/// </summary>
internal sealed record Card(CardNumber Number, string Brand, int Year, int Month)
{
    private const int MaxCvv = 9999;

    /// <summary>Validates everything that does not depend on the date. The CVV is validated here and not passed on.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: a field is missing. FAILED_PRECONDITION: the card breaks a rule.</exception>
    public static Card Read(CreditCardInfo? card)
    {
        if (card is null)
        {
            throw RpcErrors.InvalidArgument("credit_card", "is missing");
        }

        if (string.IsNullOrWhiteSpace(card.CreditCardNumber))
        {
            throw RpcErrors.InvalidArgument("credit_card.credit_card_number", "is missing");
        }

        if (!CardNumber.TryParse(card.CreditCardNumber, out var number))
        {
            throw NumberInvalid();
        }

        var brand = CardBrands.Of(number);
        if (!CardBrands.IsAccepted(brand))
        {
            throw RpcErrors.FailedPrecondition("card-brand-not-accepted", $"The brand of this card is {brand}; only visa and mastercard are accepted.");
        }

        if (!CardBrands.HasLengthOf(brand, number))
        {
            throw NumberInvalid();
        }

        if (card.CreditCardExpirationMonth is < 1 or > 12)
        {
            throw RpcErrors.FailedPrecondition("card-month-invalid", "The card's expiration month must be 1 to 12.");
        }

        if (card.CreditCardExpirationYear is < 1000 or > 9999)
        {
            throw RpcErrors.FailedPrecondition("card-year-invalid", "The card's expiration year must have four digits.");
        }

        if (card.CreditCardCvv is < 0 or > MaxCvv)
        {
            throw RpcErrors.FailedPrecondition("card-cvv-invalid", "The card's security code must have at most four digits.");
        }

        return new Card(number, brand, card.CreditCardExpirationYear, card.CreditCardExpirationMonth);
    }

    /// <summary>Whether the card has expired. A card is valid through the end of its expiration month, in UTC.</summary>
    public bool IsExpired(DateTimeOffset now) => (Year, Month).CompareTo((now.UtcDateTime.Year, now.UtcDateTime.Month)) < 0;

    /// <summary>The rejection of an expired card: FAILED_PRECONDITION.</summary>
    public RpcException Expired() => RpcErrors.FailedPrecondition("card-expired", $"The card {Number} expired after {Month}/{Year}.");

    private static RpcException NumberInvalid() => RpcErrors.FailedPrecondition("card-number-invalid", "The card number is not valid.");
}
