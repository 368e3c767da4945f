using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>A call that starts after an asynchronous step, or not at all. The step has the same deadline and cancellation as the call.</summary>
internal sealed class DeferredCall<TResponse>
    where TResponse : class
{
    private readonly CancellationTokenSource cancellation;
    private RpcException? failure;

    private DeferredCall(CancellationToken cancellationToken) => cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <param name="options">The options of the call.</param>
    /// <param name="answer">Returns the response; makes the call when it is time.</param>
    public static AsyncUnaryCall<TResponse> Start(CallOptions options, Func<DeferredCall<TResponse>, Task<TResponse>> answer)
    {
        var deferred = new DeferredCall<TResponse>(options.CancellationToken);
        return new AsyncUnaryCall<TResponse>(
            deferred.RunAsync(answer),
            static _ => Task.FromResult(Metadata.Empty),
            static state => ((DeferredCall<TResponse>)state).failure?.Status ?? Status.DefaultSuccess,
            static state => ((DeferredCall<TResponse>)state).failure?.Trailers ?? Metadata.Empty,
            static state => ((DeferredCall<TResponse>)state).cancellation.Cancel(),
            deferred);
    }

    /// <summary>Awaits an operation until the deadline of the call passes or the caller cancels.</summary>
    public async Task<T> RunWithinDeadlineAsync<T>(DateTime? deadline, Func<CancellationToken, ValueTask<T>> operation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Token);
        timeout.CancelAfter(CallClock.TimeUntil(deadline ?? DateTime.MaxValue));
        try
        {
            return await operation(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(cancellation.IsCancellationRequested ? CallStatus.Cancelled : CallStatus.DeadlineExceeded);
        }
    }

    public async Task<TResponse> StartCallAsync(Func<AsyncUnaryCall<TResponse>> start)
    {
        using var call = start();
        await using var left = cancellation.Token.UnsafeRegister(static state => ((AsyncUnaryCall<TResponse>)state!).Dispose(), call);
        return await call.ResponseAsync.ConfigureAwait(false);
    }

    private async Task<TResponse> RunAsync(Func<DeferredCall<TResponse>, Task<TResponse>> answer)
    {
        try
        {
            return await answer(this).ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            failure = exception;
            throw;
        }
    }
}
