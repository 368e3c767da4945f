using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>The call filters of one module, in registration order.</summary>
/// <param name="filters">The filters.</param>
public sealed class CallFilters(IEnumerable<ICallFilter> filters)
{
    private readonly ICallFilter[] filters = [.. filters];

    internal UnaryServerMethod<TRequest, TResponse> Wrap<TRequest, TResponse>(UnaryServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class =>
        filters.Length == 0 ? handler : (request, context) =>
        {
            var before = BeforeAsync(context.Method[1..], request, context.CancellationToken);
            return before.IsCompletedSuccessfully ? handler(request, context) : HandleAfterAsync(before, handler, request, context);
        };

    /// <summary>Runs the filters one after the other; completes when the call or the event may continue.</summary>
    /// <param name="rpc">The RPC as named in spans; for an event, its full name.</param>
    /// <param name="request">The request or the event.</param>
    /// <param name="cancellationToken">Cancelled when the caller no longer waits.</param>
    public async ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        foreach (var filter in filters)
        {
            await filter.BeforeAsync(rpc, request, cancellationToken);
        }
    }

    private static async Task<TResponse> HandleAfterAsync<TRequest, TResponse>(
        ValueTask before, UnaryServerMethod<TRequest, TResponse> handler, TRequest request, ServerCallContext context)
        where TRequest : class
        where TResponse : class
    {
        await before;
        return await handler(request, context);
    }
}
