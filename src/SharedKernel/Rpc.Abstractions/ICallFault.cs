using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>Injects faults into calls to other modules, on the client side of the RPC pipeline.</summary>
public interface ICallFault
{
    /// <summary>Returns the fault for this call, or null for none. Called for every call, so it must be fast.</summary>
    /// <param name="caller">The service name of the calling module: <c>checkout</c>.</param>
    /// <param name="callee">The service name of the called module.</param>
    /// <param name="rpc">The RPC as named in spans: <c>oteldemo.CartService/GetCart</c>.</param>
    ValueTask<CallFault?> FindAsync(string caller, string callee, string rpc);
}

/// <summary>A fault injected into a call.</summary>
/// <param name="Name">The name that the span records.</param>
/// <param name="Delay">How long the call is delayed.</param>
/// <param name="Status">The status that the caller receives; null for the callee's response.</param>
/// <param name="IsAfter">The callee handles the call, and the caller receives <paramref name="Status"/> nevertheless.</param>
public sealed record CallFault(string Name, TimeSpan Delay, Status? Status, bool IsAfter = false);
