using System.Security.Cryptography;
using AstronomyShop.Contracts;
using Google.Protobuf;

namespace AstronomyShop.Modules.Checkout;

/// <summary>
/// Tells whether two requests under one key are the same. Of the card only the last four digits and the expiry go into it: a hash over
/// the whole number could be turned back into the number by trying.
/// </summary>
internal static class RequestFingerprint
{
    public static string Of(PlaceOrderRequest request)
    {
        var asked = request.Clone();
        asked.CreditCard.CreditCardCvv = 0;
        asked.CreditCard.CreditCardNumber = CardMask.LastFour(request.CreditCard);
        return Convert.ToHexString(SHA256.HashData(asked.ToByteArray()));
    }
}
