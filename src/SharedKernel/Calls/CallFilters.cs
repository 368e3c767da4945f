using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>The filters of one module, in the order in which it named them.</summary>
internal sealed class CallFilters(IEnumerable<ICallFilter> filters)
{
    private readonly ICallFilter[] filters = [.. filters];

    public UnaryServerMethod<TRequest, TResponse> Around<TRequest, TResponse>(UnaryServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class =>
        filters.Length == 0 ? handler : (request, context) =>
        {
            var before = Before(context.Method[1..], request, context.CancellationToken);
            return before.IsCompletedSuccessfully ? handler(request, context) : Later(before, handler, request, context);
        };

    public async ValueTask Before(string rpc, object request, CancellationToken cancellation)
    {
        foreach (var filter in filters)
        {
            await filter.Before(rpc, request, cancellation);
        }
    }

    private static async Task<TResponse> Later<TRequest, TResponse>(
        ValueTask before, UnaryServerMethod<TRequest, TResponse> handler, TRequest request, ServerCallContext context)
        where TRequest : class
        where TResponse : class
    {
        await before;
        return await handler(request, context);
    }
}
