namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// Runs before each RPC and each consumed event of a module, on either transport, inside the span of the call. It may delay the call, or reject
/// it with an <see cref="Grpc.Core.RpcException"/>. Injected faults are filters, so that business code contains none.
/// </summary>
public interface ICallFilter
{
    /// <summary>Completes when the call may continue.</summary>
    /// <param name="rpc">The RPC as named in spans: <c>oteldemo.CartService/GetCart</c>; for an event, its full name.</param>
    /// <param name="request">The request or the event; must not be changed.</param>
    /// <param name="cancellationToken">Cancelled when the caller no longer waits.</param>
    ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken);
}
