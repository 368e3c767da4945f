using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// The key that makes a call safe to repeat: the effect happens once per key. It is sent as gRPC metadata, so that the public messages do not
/// change.
/// </summary>
public static class IdempotencyKey
{
    /// <summary>The name of the metadata entry; also the name of the HTTP header, in lower case.</summary>
    public const string Header = "idempotency-key";

    /// <summary>The maximum length of a key, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>The key of the call that is being served; null when the caller sent none.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the key is empty, too long or not printable.</exception>
    public static string? Of(ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestHeaders.GetValue(Header) switch
        {
            null => null,
            { Length: > 0 and <= MaxLength } key when key.All(IsPrintable) => key,
            _ => throw new RpcException(new Status(StatusCode.InvalidArgument, $"{Header} must be 1 to {MaxLength} printable ASCII characters")),
        };
    }

    /// <summary>Whether a key may contain the character: metadata is printable ASCII.</summary>
    public static bool IsPrintable(char letter) => letter is >= ' ' and <= '~';

    /// <summary>Adds an idempotency key to the metadata of a call.</summary>
    public static CallOptions WithIdempotencyKey(this CallOptions options, string key) =>
        options.WithHeaders([.. options.Headers ?? [], new Metadata.Entry(Header, key)]);
}
