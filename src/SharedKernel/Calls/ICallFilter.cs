namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// Runs before what a module serves: each rpc and each consumed event, whichever way they came, inside their span. It may take its time,
/// and refuse by an <see cref="Grpc.Core.RpcException"/>. Faults live here, so that they need not live in what is for business.
/// </summary>
public interface ICallFilter
{
    /// <summary>Returns when the call may go on.</summary>
    /// <param name="rpc">As in spans: <c>oteldemo.CartService/GetCart</c>; for an event, its full name.</param>
    /// <param name="request">The request or the event; not to be changed.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken);
}
