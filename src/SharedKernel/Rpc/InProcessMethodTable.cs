using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>The RPCs of the services that a module serves, bound once to its handlers.</summary>
internal sealed class InProcessMethodTable(CallFilters filters) : ServiceBinderBase
{
    private (IMethod Method, Delegate Handler)[] bound = [];

    public static InProcessMethodTable Of(IEnumerable<GrpcServiceBinding> services, IServiceProvider module, CallFilters filters)
    {
        var table = new InProcessMethodTable(filters);
        foreach (var service in services)
        {
            service.Bind(table, module);
        }

        return table;
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        bound = [.. bound, (method, filters.Wrap(handler))];
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        throw OnlyUnary(method);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        throw OnlyUnary(method);

    // Streams are served over the network only: no module may stream to another.
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
    }

    // Client and server are generated together and share the method object, so the first comparison finds it. A module serves few RPCs, and
    // scanning them is faster than hashing a name.
    public UnaryServerMethod<TRequest, TResponse>? Find<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        foreach (var (candidate, handler) in bound)
        {
            if (ReferenceEquals(candidate, method))
            {
                return (UnaryServerMethod<TRequest, TResponse>)handler;
            }
        }

        return Array.Find(bound, entry => entry.Method.FullName == method.FullName).Handler as UnaryServerMethod<TRequest, TResponse>;
    }

    private static NotSupportedException OnlyUnary(IMethod method) =>
        new($"{method.FullName} is a client-streaming method; calls between modules are unary");
}
