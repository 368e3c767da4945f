using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>A call that is not made at once, if at all: what comes before it has the call's own deadline and cancellation.</summary>
internal sealed class DeferredCall<TResponse>
    where TResponse : class
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource cancellation;
    private RpcException? failure;

    private DeferredCall(CancellationToken cancellationToken) => cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <param name="options">Of the call.</param>
    /// <param name="answer">Comes to the answer, and makes the call on the way.</param>
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

    /// <summary>Waits for something, but not beyond the call's deadline and not for a caller who has gone.</summary>
    public async Task<T> RunWithinDeadlineAsync<T>(DateTime? deadline, Func<CancellationToken, ValueTask<T>> operation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Token);
        var timeLeft = deadline is { } end ? end - CallClock.UtcNow : MaxWait;
        timeout.CancelAfter(timeLeft > MaxWait ? MaxWait : timeLeft > TimeSpan.Zero ? timeLeft : TimeSpan.Zero);
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
