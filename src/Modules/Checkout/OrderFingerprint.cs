using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;

namespace AstronomyShop.Modules.Checkout;

/// <summary>
/// The fingerprint of a request to place an order. It includes only the last four digits and the expiration date of the card: a hash of the full
/// number could be reversed by trial.
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
