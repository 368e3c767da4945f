using Grpc.Core;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>What only a suspended, cancelled or talkative call in process needs.</summary>
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

    /// <summary>What the callee sent before its answer.</summary>
    public Metadata? SentHeaders { get; set; }

    /// <summary>Waited for by a caller that asked for the headers before they were there.</summary>
    public TaskCompletionSource<Metadata>? HeadersSent { get; set; }

    /// <summary>Cancelled when the call is over before its answer.</summary>
    public CancellationTokenSource? Lifetime { get; set; }

    public CancellationTokenRegistration OnCallerCancelled { get; set; }

    public CancellationTokenRegistration OnLifetimeOver { get; set; }

    /// <summary>The answer of a callee that suspended.</summary>
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

            // Nobody need await a call that failed.
            _ = Outcome.Task.Exception;
        }

        lock (this)
        {
            HeadersSent?.TrySetResult(Metadata.Empty);
        }
    }
}
