using System.Collections.Frozen;
using AstronomyShop.Contracts;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Level = Google.Protobuf.Reflection.MethodOptions.Types.IdempotencyLevel;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// The RPCs of a callee that may be retried when no response arrived although the first attempt may have been executed. Their contracts say so: with
/// the option <c>idempotency_level</c>, or with <c>idempotent_with_key</c> where a call needs an idempotency key. Any other RPC is never retried.
/// </summary>
internal sealed class RetryableRpcs
{
    private readonly FrozenDictionary<string, bool> needsKey;

    public RetryableRpcs(IEnumerable<ServiceDescriptor> services) => needsKey = services.SelectMany(service => service.Methods)
        .Where(method => IsIdempotent(method) || IsIdempotentWithKey(method))
        .ToFrozenDictionary(method => $"/{method.Service.FullName}/{method.Name}", method => !IsIdempotent(method));

    /// <param name="method">The full method name with a leading slash: <c>/package.Service/Method</c>.</param>
    /// <param name="headers">The metadata of the call.</param>
    public bool Contains(string method, Metadata? headers) =>
        needsKey.TryGetValue(method, out var withKey) && (!withKey || headers?.GetValue(IdempotencyKey.Header) is { Length: > 0 });

    private static bool IsIdempotent(MethodDescriptor method) =>
        method.GetOptions() is { IdempotencyLevel: Level.NoSideEffects or Level.Idempotent };

    private static bool IsIdempotentWithKey(MethodDescriptor method) => method.GetOptions()?.GetExtension(OptionsExtensions.IdempotentWithKey) is true;
}
