using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>Makes calls to neighbours fail on purpose, on the caller's side of the seam.</summary>
public interface ICallFault
{
    /// <summary>What shall happen to this call; null: nothing. Asked for every call, so it must be quick.</summary>
    /// <param name="caller">The calling module's service name: <c>checkout</c>.</param>
    /// <param name="callee">The called one's.</param>
    /// <param name="rpc">As in spans: <c>oteldemo.CartService/GetCart</c>.</param>
    ValueTask<CallFault?> FindAsync(string caller, string callee, string rpc);
}

/// <summary>What happens to a call on purpose.</summary>
/// <param name="Name">What the span says of it.</param>
/// <param name="Delay">How much later the call is made.</param>
/// <param name="Status">What the caller is told; null: what the callee answers.</param>
/// <param name="IsAfter">The callee does its work, and the caller is told otherwise.</param>
public sealed record CallFault(string Name, TimeSpan Delay, Status? Status, bool IsAfter = false);
