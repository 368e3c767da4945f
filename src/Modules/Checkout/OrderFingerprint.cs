using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;

namespace AstronomyShop.Modules.Checkout;

/// <summary>
/// The fingerprint of a request to place an order. Of the card only the last four digits and the expiry go into it: a hash over the whole
/// number could be turned back into the number by trying.
/// </summary>
internal static class OrderFingerprint
{
    public static string Of(PlaceOrderRequest request)
    {
        var safe = request.Clone();
        safe.CreditCard.CreditCardCvv = 0;
        safe.CreditCard.CreditCardNumber = CardMask.LastFour(request.CreditCard);
        return Convert.ToHexString(RequestFingerprint.Of(safe));
    }
}
