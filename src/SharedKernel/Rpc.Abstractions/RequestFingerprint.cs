using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// Compares two requests under one idempotency key without storing the request. The caller leaves out what must not be hashed, such as a card
/// number: with its few possible values a hash of it could be reversed by trial.
/// </summary>
public static class RequestFingerprint
{
    /// <summary>Returns the SHA-256 hash of the request's wire format.</summary>
    public static byte[] Of(IMessage request) => SHA256.HashData(request.ToByteArray());

    /// <summary>Returns the HMAC-SHA256 of the request's text with a secret key.</summary>
    public static byte[] Of(string request, byte[] secret) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(request));
}
