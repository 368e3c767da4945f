using System.Diagnostics;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// One in-process call: the caller's call and the callee's context in one object. Most handlers complete synchronously, and then only the
/// response is allocated; state for suspended or cancelled calls and for headers is created on demand.
/// </summary>
internal sealed class InProcessCall<TRequest, TResponse> : ServerCallContext
    where TRequest : class
    where TResponse : class
{
    private static readonly ContextCallback InCallee = static state => ((InProcessCall<TRequest, TResponse>)state!).RunInCallee();

    private readonly InProcessCallInvoker invoker;
    private readonly Method<TRequest, TResponse> method;
    private readonly Metadata? callerHeaders;
    private readonly DateTime deadline;
    private readonly long startedTick = Environment.TickCount64;
    private readonly CancellationToken callerToken;

    private UnaryServerMethod<TRequest, TResponse>? handler;
    private TRequest? request;
    private Activity? callerActivity;
    private Baggage callerBaggage;
    private Task<TResponse>? running;
    private RpcException? failure;
    private InProcessCallState<TResponse>? state;

    public InProcessCall(InProcessCallInvoker invoker, Method<TRequest, TResponse> method, CallOptions options)
    {
        this.invoker = invoker;
        this.method = method;
        callerHeaders = options.Headers;
        deadline = options.Deadline ?? DateTime.MaxValue;
        callerToken = options.CancellationToken;
    }

    /// <summary>The response: the callee's message, copied for the caller.</summary>
    public Task<TResponse> Response { get; private set; } = null!;

    public Task<Metadata> ResponseHeaders
    {
        get
        {
            var state = State;
            lock (state)
            {
                return state.SentHeaders is not null || Response.IsCompleted
                    ? Task.FromResult(state.SentHeaders ?? Metadata.Empty)
                    : (state.HeadersSent ??= new TaskCompletionSource<Metadata>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    public Status FinalStatus =>
        !Response.IsCompleted ? throw new InvalidOperationException("Unable to get the status because the call is not complete.")
        : failure?.Status ?? Status.DefaultSuccess;

    public Metadata FinalTrailers =>
        !Response.IsCompleted ? throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.")
        : failure?.Trailers ?? state?.Trailers ?? Metadata.Empty;

    protected override string MethodCore => method.FullName;

    protected override string HostCore => "in-process";

    protected override string PeerCore => "in-process";

    protected override DateTime DeadlineCore => deadline;

    protected override Metadata RequestHeadersCore => State.RequestHeaders ??= CopyOf(callerHeaders);

    protected override CancellationToken CancellationTokenCore => Lifetime().Token;

    protected override Metadata ResponseTrailersCore => State.Trailers ??= [];

    protected override Status StatusCore
    {
        get => state?.Status ?? Status.DefaultSuccess;
        set => State.Status = value;
    }

    protected override WriteOptions? WriteOptionsCore
    {
        get => state?.WriteOptions;
        set => State.WriteOptions = value;
    }

    protected override AuthContext AuthContextCore => State.AuthContext ??= new AuthContext(null, []);

    protected override IDictionary<object, object> UserStateCore => State.UserState ??= [];

    // Reading the clock costs as much as the rest of a call; the coarse tick count shows whether it is worth it.
    private bool TookNoticeableTime => Environment.TickCount64 - startedTick > 0;

    private InProcessCallState<TResponse> State =>
        state ?? Interlocked.CompareExchange(ref state, new InProcessCallState<TResponse>(), null) ?? state;

    public void Start(UnaryServerMethod<TRequest, TResponse>? bound, TRequest message)
    {
        if (callerToken.IsCancellationRequested)
        {
            Refuse(CallStatus.Cancelled);
        }
        else if (InProcessCallInvoker.IsPast(deadline))
        {
            Refuse(CallStatus.DeadlineExceeded);
        }
        else if (bound is null)
        {
            Refuse(CallStatus.Unimplemented);
        }
        else if (invoker.IsTooLarge(message))
        {
            Refuse(CallStatus.MessageTooLarge);
        }
        else
        {
            handler = bound;
            request = InProcessCallInvoker.Copy(message);
            Run();
        }
    }

    /// <summary>The caller disposed the call: as over the network, disposing a running call cancels it.</summary>
    public void Abandon()
    {
        if (!Response.IsCompleted)
        {
            State.IsAbandoned = true;
            Lifetime().Cancel();
        }
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        var state = State;
        lock (state)
        {
            if (state.SentHeaders is not null)
            {
                throw new InvalidOperationException("Response headers can only be sent once per call.");
            }

            state.SentHeaders = CopyOf(responseHeaders);
            state.HeadersSent?.TrySetResult(state.SentHeaders);
        }

        return Task.CompletedTask;
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("The RPC pipeline propagates deadlines itself.");

    private static Metadata CopyOf(Metadata? headers)
    {
        var copy = new Metadata();
        foreach (var entry in headers ?? Metadata.Empty)
        {
            copy.Add(entry);
        }

        return copy;
    }

    private void Refuse(Status status)
    {
        failure = new RpcException(status);
        Response = Task.FromException<TResponse>(failure);
    }

    private void Run()
    {
        callerActivity = Activity.Current;
        callerBaggage = Baggage.Current;
        IsolatedExecutionContext.Run(InCallee, this);

        if (running!.IsCompleted)
        {
            failure = FailureOf(running, TookNoticeableTime && InProcessCallInvoker.IsPast(deadline));
            Response = failure is null ? Task.FromResult(InProcessCallInvoker.Copy(running.Result)) : Task.FromException<TResponse>(failure);
            EndLifetime();
        }
        else
        {
            AwaitCallee(running);
        }
    }

    // Runs in the isolated context, which contains only the trace context and the baggage of the caller.
    private void RunInCallee()
    {
        if (callerActivity is not null)
        {
            Activity.Current = callerActivity;
        }

        if (callerBaggage.Count > 0)
        {
            Baggage.Current = callerBaggage;
        }

        try
        {
            running = ServerCallPipeline.HandleAsync(handler!, request!, this, invoker.Callee, callerActivity?.Context ?? default);
        }
        catch (Exception exception)
        {
            running = Task.FromException<TResponse>(exception);
        }
    }

    // The first of these ends the call for the caller: the callee's response, the deadline, or the caller's cancellation token.
    private void AwaitCallee(Task<TResponse> callee)
    {
        var state = State;
        state.Outcome = new TaskCompletionSource<TResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        Response = state.Outcome.Task;
        state.OnLifetimeOver = Lifetime().Token.UnsafeRegister(static state => ((InProcessCall<TRequest, TResponse>)state!).OnLifetimeOver(), this);
        callee.ContinueWith(
            static (task, state) => ((InProcessCall<TRequest, TResponse>)state!).OnCalleeDone(task),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void OnCalleeDone(Task<TResponse> callee)
    {
        if (State.TryBeginCompletion())
        {
            Complete(FailureOf(callee, InProcessCallInvoker.IsPast(deadline)), callee);
        }
    }

    private void OnLifetimeOver()
    {
        if (State.TryBeginCompletion())
        {
            Complete(new RpcException(EndOfLifetime()), null);
        }
    }

    private void Complete(RpcException? failed, Task<TResponse>? callee)
    {
        failure = failed;
        State.Complete(failed, failed is null ? InProcessCallInvoker.Copy(callee!.Result) : null);
        EndLifetime();
    }

    private RpcException? FailureOf(Task<TResponse> callee, bool tooLate)
    {
        if (tooLate || state?.Lifetime is { IsCancellationRequested: true })
        {
            return new RpcException(EndOfLifetime());
        }

        return !callee.IsCompletedSuccessfully ? StatusOf(callee.Exception?.InnerException ?? new TaskCanceledException(callee))
            : StatusCore.StatusCode != StatusCode.OK ? new RpcException(StatusCore, AllTrailers(Metadata.Empty))
            : callee.Result is null ? new RpcException(CallStatus.NoMessage)
            : invoker.IsTooLarge(callee.Result) ? new RpcException(CallStatus.MessageTooLarge)
            : null;
    }

    private RpcException StatusOf(Exception exception)
    {
        if (exception is RpcException rpcException)
        {
            return new RpcException(rpcException.Status, AllTrailers(rpcException.Trailers));
        }

        CallLog.HandlerThrew(invoker.Callee.Telemetry.Logger, method.FullName, exception);
        return new RpcException(invoker.Callee.StatusOf(exception), AllTrailers(Metadata.Empty));
    }

    private Metadata AllTrailers(Metadata thrown)
    {
        var all = CopyOf(state?.Trailers);
        foreach (var entry in thrown)
        {
            all.Add(entry);
        }

        return all;
    }

    private Status EndOfLifetime() =>
        state is { IsAbandoned: true } || callerToken.IsCancellationRequested ? CallStatus.Cancelled : CallStatus.DeadlineExceeded;

    private CancellationTokenSource Lifetime()
    {
        var state = State;
        lock (state)
        {
            return state.Lifetime ??= StartLifetime(state);
        }
    }

    private CancellationTokenSource StartLifetime(InProcessCallState<TResponse> state)
    {
        var source = deadline != DateTime.MaxValue ? new CancellationTokenSource(CallClock.TimeUntil(deadline)) : new CancellationTokenSource();
        state.OnCallerCancelled = callerToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
        return source;
    }

    // The handler may still hold the token, so its source is not disposed; only its timer must stop.
    private void EndLifetime()
    {
        if (state?.Lifetime is not { } source)
        {
            return;
        }

        state.OnLifetimeOver.Dispose();
        state.OnCallerCancelled.Dispose();
        if (!source.IsCancellationRequested)
        {
            source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
