using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>State of an in-process call that is only needed when it suspends, is cancelled or sends headers.</summary>
internal sealed class InProcessCallState<TResponse>
    where TResponse : class
{
    private bool completed;

    public Metadata? RequestHeaders { get; set; }

    public Metadata? Trailers { get; set; }

    public Status Status { get; set; } = Status.DefaultSuccess;

    public WriteOptions? WriteOptions { get; set; }

    public AuthContext? AuthContext { get; set; }

    public Dictionary<object, object>? UserState { get; set; }

    /// <summary>The response headers that the callee sent.</summary>
    public Metadata? SentHeaders { get; set; }

    /// <summary>Completes when headers are sent; set by a caller that awaits them.</summary>
    public TaskCompletionSource<Metadata>? HeadersSent { get; set; }

    /// <summary>Cancelled when the call ends before its response.</summary>
    public CancellationTokenSource? Lifetime { get; set; }

    public CancellationTokenRegistration OnCallerCancelled { get; set; }

    public CancellationTokenRegistration OnLifetimeOver { get; set; }

    /// <summary>The response of a callee that suspended.</summary>
    public TaskCompletionSource<TResponse>? Outcome { get; set; }

    /// <summary>The caller disposed the call.</summary>
    public bool IsAbandoned { get; set; }

    public bool TryBeginCompletion() => !Interlocked.Exchange(ref completed, true);

    public void Complete(RpcException? exception, TResponse? answer)
    {
        if (exception is null)
        {
            Outcome!.SetResult(answer!);
        }
        else
        {
            Outcome!.SetException(exception);

            // Marks the exception as observed: a caller need not await a failed call.
            _ = Outcome.Task.Exception;
        }

        lock (this)
        {
            HeadersSent?.TrySetResult(Metadata.Empty);
        }
    }
}
