using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// Executes calls to a module of another process over a channel: writes the trace context into the headers, and retries when the first attempt
/// did not reach the callee and the RPC is idempotent. The channel may serialize a request after the caller has continued, so it gets a copy.
/// </summary>
internal sealed class RemoteCallInvoker(CallInvoker channel) : CallInvoker
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var copy = InProcessCallInvoker.Copy(request);
        return IdempotentRpcs.IsRetryable(method.FullName, options.Headers)
            ? RetryingCall<TResponse>.Start(WithContext(options), Attempt)
            : Attempt(WithContext(options));

        AsyncUnaryCall<TResponse> Attempt(CallOptions attempt) =>
            RemoteCall<TResponse>.Start(attempt, bounded => channel.AsyncUnaryCall(method, host, bounded, copy));
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).ResponseAsync.GetAwaiter().GetResult();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        channel.AsyncServerStreamingCall(method, host, WithContext(options), request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        channel.AsyncClientStreamingCall(method, host, WithContext(options));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        channel.AsyncDuplexStreamingCall(method, host, WithContext(options));

    private static CallOptions WithContext(CallOptions options)
    {
        var headers = new Metadata();
        foreach (var entry in options.Headers ?? Metadata.Empty)
        {
            headers.Add(entry);
        }

        Propagation.Inject(headers, static (carrier, name, value) => carrier.Add(name, value));
        return options.WithHeaders(headers);
    }
}
