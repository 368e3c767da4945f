using System.Diagnostics;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>Applies injected faults to calls, above both transports. Without faults the cost is one look at the flag document.</summary>
internal sealed class FaultInjectingCallInvoker(CallInvoker transport, ICallFault[] faults, string caller, string callee) : CallInvoker
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        foreach (var fault in faults)
        {
            var asked = fault.FindAsync(caller, callee, CallSpans.RpcOf(method.FullName));
            if (!asked.IsCompletedSuccessfully || asked.Result is not { } found)
            {
                continue;
            }

            Activity.Current?.SetTag(TelemetryAttributes.FaultInjected, found.Name);
            return Fail(found, method, host, options, request);
        }

        return transport.AsyncUnaryCall(method, host, options, request);
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

    // A separate method, so that a call without a fault allocates nothing for one.
    private AsyncUnaryCall<TResponse> Fail<TRequest, TResponse>(
        CallFault fault, Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class =>
        FaultInjectedCall.Start(fault, options, () => transport.AsyncUnaryCall(method, host, options, request));
}
