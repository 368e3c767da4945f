using System.Diagnostics;
using Grpc.Core;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>
/// One call in process: the caller's call and the callee's context in one object. Most handlers finish before they return, and then
/// nothing but the answer is made; what only a suspended, cancelled or talkative call needs is made when it needs it.
/// </summary>
internal sealed class InProcessCall<TRequest, TResponse> : ServerCallContext
    where TRequest : class
    where TResponse : class
{
    private static readonly ContextCallback InCallee = static state => ((InProcessCall<TRequest, TResponse>)state!).RunInCallee();

    private readonly InProcessCallInvoker seam;
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
    private CallExtras<TResponse>? extras;

    public InProcessCall(InProcessCallInvoker seam, Method<TRequest, TResponse> method, CallOptions options)
    {
        this.seam = seam;
        this.method = method;
        callerHeaders = options.Headers;
        deadline = options.Deadline ?? DateTime.MaxValue;
        callerToken = options.CancellationToken;
    }

    /// <summary>The answer, the callee's message copied for the caller.</summary>
    public Task<TResponse> Response { get; private set; } = null!;

    public Task<Metadata> ResponseHeaders
    {
        get
        {
            var mine = Extras;
            lock (mine)
            {
                return mine.SentHeaders is not null || Response.IsCompleted
                    ? Task.FromResult(mine.SentHeaders ?? Metadata.Empty)
                    : (mine.HeadersSent ??= new TaskCompletionSource<Metadata>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    public Status FinalStatus =>
        !Response.IsCompleted ? throw new InvalidOperationException("Unable to get the status because the call is not complete.")
        : failure?.Status ?? Status.DefaultSuccess;

    public Metadata FinalTrailers =>
        !Response.IsCompleted ? throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.")
        : failure?.Trailers ?? extras?.Trailers ?? Metadata.Empty;

    protected override string MethodCore => method.FullName;

    protected override string HostCore => "in-process";

    protected override string PeerCore => "in-process";

    protected override DateTime DeadlineCore => deadline;

    protected override Metadata RequestHeadersCore => Extras.RequestHeaders ??= CopyOf(callerHeaders);

    protected override CancellationToken CancellationTokenCore => Lifetime().Token;

    protected override Metadata ResponseTrailersCore => Extras.Trailers ??= [];

    protected override Status StatusCore
    {
        get => extras?.Status ?? Status.DefaultSuccess;
        set => Extras.Status = value;
    }

    protected override WriteOptions? WriteOptionsCore
    {
        get => extras?.WriteOptions;
        set => Extras.WriteOptions = value;
    }

    protected override AuthContext AuthContextCore => Extras.AuthContext ??= new AuthContext(null, []);

    protected override IDictionary<object, object> UserStateCore => Extras.UserState ??= [];

    // Reading the clock costs as much as the rest of a call; the coarse tick tells whether it is worth it.
    private bool TookNoticeableTime => Environment.TickCount64 - startedTick > 0;

    private CallExtras<TResponse> Extras =>
        extras ?? Interlocked.CompareExchange(ref extras, new CallExtras<TResponse>(), null) ?? extras;

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
        else if (seam.IsTooLarge(message))
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

    /// <summary>The caller lost interest: as on the wire, disposing a call that still runs cancels it.</summary>
    public void Abandon()
    {
        if (!Response.IsCompleted)
        {
            Extras.IsAbandoned = true;
            Lifetime().Cancel();
        }
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        var mine = Extras;
        lock (mine)
        {
            if (mine.SentHeaders is not null)
            {
                throw new InvalidOperationException("Response headers can only be sent once per call.");
            }

            mine.SentHeaders = CopyOf(responseHeaders);
            mine.HeadersSent?.TrySetResult(mine.SentHeaders);
        }

        return Task.CompletedTask;
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("Deadlines are handed on by the seam itself.");

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
        CleanContext.Run(InCallee, this);

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

    // Runs in the clean context: of the caller only the trace and its baggage are here.
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
            running = ServedCalls.Handle(handler!, request!, this, seam.CalleeTelemetry, callerActivity?.Context ?? default);
        }
        catch (Exception thrown)
        {
            running = Task.FromException<TResponse>(thrown);
        }
    }

    // Whichever comes first ends the call for the caller: the callee's answer, the deadline, the caller's own token.
    private void AwaitCallee(Task<TResponse> callee)
    {
        var mine = Extras;
        mine.Outcome = new TaskCompletionSource<TResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        Response = mine.Outcome.Task;
        mine.OnLifetimeOver = Lifetime().Token.UnsafeRegister(static state => ((InProcessCall<TRequest, TResponse>)state!).OnLifetimeOver(), this);
        callee.ContinueWith(
            static (task, state) => ((InProcessCall<TRequest, TResponse>)state!).OnCalleeDone(task),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void OnCalleeDone(Task<TResponse> callee)
    {
        if (Extras.IsFirstToSettle())
        {
            Settle(FailureOf(callee, InProcessCallInvoker.IsPast(deadline)), callee);
        }
    }

    private void OnLifetimeOver()
    {
        if (Extras.IsFirstToSettle())
        {
            Settle(new RpcException(EndOfLifetime()), null);
        }
    }

    private void Settle(RpcException? failed, Task<TResponse>? callee)
    {
        failure = failed;
        Extras.Settle(failed, failed is null ? InProcessCallInvoker.Copy(callee!.Result) : null);
        EndLifetime();
    }

    private RpcException? FailureOf(Task<TResponse> callee, bool tooLate)
    {
        if (tooLate || extras?.Lifetime is { IsCancellationRequested: true })
        {
            return new RpcException(EndOfLifetime());
        }

        return !callee.IsCompletedSuccessfully ? StatusOf(callee.Exception?.InnerException ?? new TaskCanceledException(callee))
            : StatusCore.StatusCode != StatusCode.OK ? new RpcException(StatusCore, AllTrailers(Metadata.Empty))
            : callee.Result is null ? new RpcException(CallStatus.NoMessage)
            : seam.IsTooLarge(callee.Result) ? new RpcException(CallStatus.MessageTooLarge)
            : null;
    }

    private RpcException StatusOf(Exception thrown)
    {
        if (thrown is RpcException said)
        {
            return new RpcException(said.Status, AllTrailers(said.Trailers));
        }

        CallLog.HandlerThrew(seam.CalleeTelemetry.Log, method.FullName, thrown);
        return new RpcException(CallStatus.Of(thrown), AllTrailers(Metadata.Empty));
    }

    private Metadata AllTrailers(Metadata thrown)
    {
        var all = CopyOf(extras?.Trailers);
        foreach (var entry in thrown)
        {
            all.Add(entry);
        }

        return all;
    }

    private Status EndOfLifetime() =>
        extras is { IsAbandoned: true } || callerToken.IsCancellationRequested ? CallStatus.Cancelled : CallStatus.DeadlineExceeded;

    private CancellationTokenSource Lifetime()
    {
        var mine = Extras;
        lock (mine)
        {
            return mine.Lifetime ??= StartLifetime(mine);
        }
    }

    private CancellationTokenSource StartLifetime(CallExtras<TResponse> mine)
    {
        var source = deadline != DateTime.MaxValue ? new CancellationTokenSource(TimeLeft()) : new CancellationTokenSource();
        mine.OnCallerCancelled = callerToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
        return source;
    }

    // A timer takes at most 49 days; a deadline beyond is as good as that.
    private TimeSpan TimeLeft() =>
        TimeSpan.FromTicks(Math.Clamp((deadline - CallClock.UtcNow).Ticks, 0, TimeSpan.FromDays(40).Ticks));

    // The handler may still hold the token, so its source is let go and not disposed; only its timer must stop.
    private void EndLifetime()
    {
        if (extras?.Lifetime is not { } source)
        {
            return;
        }

        extras.OnLifetimeOver.Dispose();
        extras.OnCallerCancelled.Dispose();
        if (!source.IsCancellationRequested)
        {
            source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
