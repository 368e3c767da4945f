using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Requests;

/// <summary>Passes the idempotency key of an order request on to checkout, unchanged.</summary>
internal static class IdempotencyKeyHeader
{
    public const string Header = "Idempotency-Key";

    /// <exception cref="InvalidRequestException">The key is not valid as metadata.</exception>
    public static CallOptions WithKeyOf(this CallOptions options, HttpRequest request) => request.Headers[Header] switch
    {
        [] => options,
        [{ Length: > 0 and <= IdempotencyKey.MaxLength } key] when key.All(IdempotencyKey.IsPrintable) => options.WithIdempotencyKey(key),
        _ => throw new InvalidRequestException(Header, $"must be one key of 1 to {IdempotencyKey.MaxLength} printable ASCII characters"),
    };
}
