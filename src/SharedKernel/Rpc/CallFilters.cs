using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>What happens before each RPC and event of one module: its text is validated, then its call filters run in registration order.</summary>
/// <param name="filters">The filters.</param>
public sealed class CallFilters(IEnumerable<ICallFilter> filters)
{
    private readonly ICallFilter[] filters = [.. filters];

    internal UnaryServerMethod<TRequest, TResponse> Wrap<TRequest, TResponse>(UnaryServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class =>
        (request, context) =>
        {
            MessageText.Validate(request);
            if (filters.Length == 0)
            {
                return handler(request, context);
            }

            var before = RunAsync(CallSpans.RpcOf(context.Method), request, context.CancellationToken);
            return before.IsCompletedSuccessfully ? handler(request, context) : HandleAfterAsync(before, handler, request, context);
        };

    /// <summary>Runs the filters one after the other; completes when the call or the event may continue.</summary>
    /// <param name="rpc">The RPC as named in spans; for an event, its full name.</param>
    /// <param name="request">The request or the event.</param>
    /// <param name="cancellationToken">Cancelled when the caller no longer waits.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the event contains text that cannot be stored. Any other: a filter rejected it.</exception>
    public ValueTask BeforeAsync(string rpc, object request, CancellationToken cancellationToken)
    {
        MessageText.Validate(request);
        return RunAsync(rpc, request, cancellationToken);
    }

    private async ValueTask RunAsync(string rpc, object request, CancellationToken cancellationToken)
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
