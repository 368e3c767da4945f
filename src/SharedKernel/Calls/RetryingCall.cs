using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// A call of up to three attempts. An attempt that got headers has reached its callee, and whatever that says, UNAVAILABLE too, is
/// the answer: in process a callee is asked once as well.
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

    /// <param name="options">Of the whole call: its deadline and its token hold for all attempts together.</param>
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

    // False when there is no time left for another attempt, or nobody who waits for it.
    private async Task<bool> BackOffAsync(int made)
    {
        // From 25 to 50 ms, then 50 to 100: callers that failed together do not come back together.
        var pause = TimeSpan.FromMilliseconds(25 * made * (1 + Random.Shared.NextDouble()));
        if (options.Deadline is { } deadline && deadline - CallClock.UtcNow <= pause)
        {
            return false;
        }

        // Cancelled meanwhile, the next attempt ends at once and says so.
        await Task.Delay(pause, options.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !abandoned;
    }

    private void Dispose()
    {
        abandoned = true;
        current.Dispose();
    }
}
