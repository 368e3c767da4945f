using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// A call with up to three attempts. An attempt that received headers has reached the callee, and its status is final, even UNAVAILABLE: an
/// in-process call is not retried either.
/// </summary>
internal sealed class RetryingCall<TResponse>
    where TResponse : class
{
    private const int MaxAttempts = 3;

    private readonly Func<CallOptions, AsyncUnaryCall<TResponse>> attempt;
    private readonly CallOptions options;
    private readonly TaskCompletionSource<Metadata> headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AsyncUnaryCall<TResponse> current = null!;
    private volatile bool abandoned;

    private RetryingCall(CallOptions options, Func<CallOptions, AsyncUnaryCall<TResponse>> attempt)
    {
        this.options = options;
        this.attempt = attempt;
    }

    /// <param name="options">The options of the whole call: deadline and cancellation token apply to all attempts together.</param>
    /// <param name="attempt">Makes one attempt.</param>
    public static AsyncUnaryCall<TResponse> Start(CallOptions options, Func<CallOptions, AsyncUnaryCall<TResponse>> attempt)
    {
        var call = new RetryingCall<TResponse>(options, attempt);
        return new AsyncUnaryCall<TResponse>(
            call.RunAsync(),
            static state => ((RetryingCall<TResponse>)state).headers.Task,
            static state => ((RetryingCall<TResponse>)state).current.GetStatus(),
            static state => ((RetryingCall<TResponse>)state).current.GetTrailers(),
            static state => ((RetryingCall<TResponse>)state).Dispose(),
            call);
    }

    private async Task<TResponse> RunAsync()
    {
        for (var made = 1; ; made++)
        {
            current = attempt(options);
            if (await IsUnreachableAsync(current).ConfigureAwait(false) && made < MaxAttempts && await BackOffAsync(made).ConfigureAwait(false))
            {
                current.Dispose();
                continue;
            }

            headers.TrySetResult(Metadata.Empty);
            return await current.ResponseAsync.ConfigureAwait(false);
        }
    }

    private async Task<bool> IsUnreachableAsync(AsyncUnaryCall<TResponse> call)
    {
        try
        {
            headers.TrySetResult(await call.ResponseHeadersAsync.ConfigureAwait(false));
            return false;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode == StatusCode.Unavailable;
        }
    }

    // False when no time is left for another attempt, or the caller has cancelled.
    private async Task<bool> BackOffAsync(int made)
    {
        // 25 to 50 ms, then 50 to 100: the random part spreads the retries of callers that failed at the same time.
        var pause = TimeSpan.FromMilliseconds(25 * made * (1 + Random.Shared.NextDouble()));
        if (options.Deadline is { } deadline && deadline - CallClock.UtcNow <= pause)
        {
            return false;
        }

        // If the call was cancelled meanwhile, the next attempt fails at once with CANCELLED.
        await Task.Delay(pause, options.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !abandoned;
    }

    private void Dispose()
    {
        abandoned = true;
        current.Dispose();
    }
}
