using System.Threading.RateLimiting;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// Limits concurrent calls to one module, above both transports. A slow module can block at most this many callers: further calls wait in a
/// queue, oldest first, and calls beyond the queue are rejected at once with UNAVAILABLE.
/// </summary>
internal sealed class ConcurrencyLimitingCallInvoker(CallInvoker transport, RateLimiter limiter) : CallInvoker
{
    private static readonly Action<Task, object?> ReleaseLease = static (_, place) => ((RateLimitLease)place!).Dispose();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var lease = limiter.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            return StartDeferred(method, host, options, request);
        }

        var call = Start(lease, method, host, options, request);
        if (call.ResponseAsync.IsCompleted)
        {
            lease.Dispose();
        }
        else
        {
            call.ResponseAsync.ContinueWith(ReleaseLease, lease, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return call;
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).ResponseAsync.GetAwaiter().GetResult();

    // A stream may stay open as long as its reader, so it does not count against the limit.
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        transport.AsyncServerStreamingCall(method, host, options, request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        transport.AsyncClientStreamingCall(method, host, options);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        transport.AsyncDuplexStreamingCall(method, host, options);

    // A separate method, so that a call that does not wait allocates nothing for waiting.
    private AsyncUnaryCall<TResponse> StartDeferred<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class =>
        DeferredCall<TResponse>.Start(options, deferred => StartWhenAdmittedAsync(deferred, options, () => transport.AsyncUnaryCall(method, host, options, request)));

    private AsyncUnaryCall<TResponse> Start<TRequest, TResponse>(
        RateLimitLease lease, Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        try
        {
            return transport.AsyncUnaryCall(method, host, options, request);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private async Task<TResponse> StartWhenAdmittedAsync<TResponse>(DeferredCall<TResponse> deferred, CallOptions options, Func<AsyncUnaryCall<TResponse>> start)
        where TResponse : class
    {
        using var lease = await deferred.RunWithinDeadlineAsync(options.Deadline, cancellationToken => limiter.AcquireAsync(cancellationToken: cancellationToken)).ConfigureAwait(false);
        return lease.IsAcquired ? await deferred.StartCallAsync(start).ConfigureAwait(false) : throw new RpcException(CallStatus.TooManyCalls);
    }
}
