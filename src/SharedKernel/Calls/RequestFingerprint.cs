using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// Tells whether two requests under one idempotency key are the same, without keeping the request. Whoever asks for one leaves out of the
/// request what a hash must not be made of, such as a card number: a hash of it could be turned back into the number by trying.
/// </summary>
public static class RequestFingerprint
{
    /// <summary>SHA-256 of the request's wire format.</summary>
    public static byte[] Of(IMessage request) => SHA256.HashData(request.ToByteArray());

    /// <summary>HMAC-SHA256 of the request's text under a secret.</summary>
    public static byte[] Of(string request, byte[] secret) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(request));
}
