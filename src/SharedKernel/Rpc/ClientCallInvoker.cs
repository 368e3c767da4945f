using System.Diagnostics;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// The client side of the RPC pipeline, above both transports: every call gets a deadline no later than that of the call being served, a CLIENT
/// span of the calling module, and a duration measurement.
/// </summary>
internal sealed class ClientCallInvoker(CallInvoker transport, ModuleTelemetry caller, string calleeServiceName, CallLimits limits)
    : CallInvoker
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var bounded = options.WithDeadline(DeadlineFor(options));
        return caller.ObservesCalls
            ? ObservedCall(method, host, bounded, request)
            : transport.AsyncUnaryCall(method, host, bounded, request);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).ResponseAsync.GetAwaiter().GetResult();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        transport.AsyncServerStreamingCall(method, host, options, request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        transport.AsyncClientStreamingCall(method, host, options);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        transport.AsyncDuplexStreamingCall(method, host, options);

    private DateTime DeadlineFor(CallOptions options)
    {
        var wanted = options.Deadline ?? CallClock.UtcNow + limits.Deadline;
        var outer = CallScope.OuterDeadline;
        return wanted < outer ? wanted : outer;
    }

    private AsyncUnaryCall<TResponse> ObservedCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        var rpc = CallSpans.RpcOf(method.FullName);
        var started = Stopwatch.GetTimestamp();
        var around = Activity.Current;
        var span = caller.StartSpan(rpc, ActivityKind.Client);
        span?.SetTag(TelemetryAttributes.ServerAddress, calleeServiceName);

        AsyncUnaryCall<TResponse> call;
        try
        {
            call = transport.AsyncUnaryCall(method, host, options, request);
        }
        finally
        {
            // The span stays open until the response arrives, but it is the parent of the callee's span, not of the caller's next span.
            Activity.Current = around;
        }

        return new AsyncUnaryCall<TResponse>(
            ObserveResponseAsync(call, rpc, span, started),
            static state => ((AsyncUnaryCall<TResponse>)state).ResponseHeadersAsync,
            static state => ((AsyncUnaryCall<TResponse>)state).GetStatus(),
            static state => ((AsyncUnaryCall<TResponse>)state).GetTrailers(),
            static state => ((AsyncUnaryCall<TResponse>)state).Dispose(),
            call);
    }

    private async Task<TResponse> ObserveResponseAsync<TResponse>(AsyncUnaryCall<TResponse> call, string rpc, Activity? span, long started)
    {
        var code = StatusCode.OK;
        try
        {
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            code = exception.StatusCode;
            throw;
        }
        finally
        {
            CallSpans.End(span, rpc, code, code != StatusCode.OK, null);
            span?.Dispose();
            caller.CallCompleted(rpc, CallStatus.Name(code), calleeServiceName, started);
        }
    }
}
