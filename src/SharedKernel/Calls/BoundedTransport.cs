using System.Threading.RateLimiting;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// Stands before either transport and keeps the calls to one module within their number. A module that is slow holds up so many callers
/// and no more: the next few wait their turn, oldest first, and whoever comes then hears at once that there is no room.
/// </summary>
internal sealed class BoundedTransport(CallInvoker transport, RateLimiter room) : CallInvoker
{
    private static readonly Action<Task, object?> Leave = static (_, place) => ((RateLimitLease)place!).Dispose();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var place = room.AttemptAcquire();
        if (!place.IsAcquired)
        {
            return Wait(method, host, options, request);
        }

        var call = Start(place, method, host, options, request);
        if (call.ResponseAsync.IsCompleted)
        {
            place.Dispose();
        }
        else
        {
            call.ResponseAsync.ContinueWith(Leave, place, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return call;
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).ResponseAsync.GetAwaiter().GetResult();

    // A stream may last as long as its reader: it takes nobody's place.
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        transport.AsyncServerStreamingCall(method, host, options, request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        transport.AsyncClientStreamingCall(method, host, options);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        transport.AsyncDuplexStreamingCall(method, host, options);

    // Apart, so that a call that need not wait does not make what waiting takes.
    private AsyncUnaryCall<TResponse> Wait<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class =>
        LaterCall<TResponse>.Start(options, later => AfterOthers(later, options, () => transport.AsyncUnaryCall(method, host, options, request)));

    private AsyncUnaryCall<TResponse> Start<TRequest, TResponse>(
        RateLimitLease place, Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        try
        {
            return transport.AsyncUnaryCall(method, host, options, request);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private async Task<TResponse> AfterOthers<TResponse>(LaterCall<TResponse> later, CallOptions options, Func<AsyncUnaryCall<TResponse>> start)
        where TResponse : class
    {
        using var place = await later.Within(options.Deadline, patience => room.AcquireAsync(cancellationToken: patience)).ConfigureAwait(false);
        return place.IsAcquired ? await later.Make(start).ConfigureAwait(false) : throw new RpcException(CallStatus.NoRoom);
    }
}
