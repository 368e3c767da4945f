using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// The key under which a call may be repeated without its effect being repeated. It travels as gRPC metadata, so that the public
/// messages stay as they are.
/// </summary>
public static class IdempotencyKey
{
    /// <summary>The name of the metadata entry, and of the HTTP header in lower case.</summary>
    public const string Header = "idempotency-key";

    /// <summary>The longest key that is taken, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>The key of the call that is being served; null when the caller gave none.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the key is empty or too long.</exception>
    public static string? Of(ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestHeaders.GetValue(Header) switch
        {
            null => null,
            { Length: > 0 and <= MaxLength } key => key,
            _ => throw new RpcException(new Status(StatusCode.InvalidArgument, $"{Header} must have 1 to {MaxLength} characters")),
        };
    }

    /// <summary>Makes a call under a key.</summary>
    public static CallOptions WithIdempotencyKey(this CallOptions options, string key) =>
        options.WithHeaders([.. options.Headers ?? [], new Metadata.Entry(Header, key)]);
}
