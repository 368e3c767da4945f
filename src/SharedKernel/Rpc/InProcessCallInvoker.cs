using Google.Protobuf;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>
/// Executes calls to a module of the same process with the semantics of a remote call: messages are copied, the callee runs in an isolated
/// execution context, failures become statuses, deadlines and cancellation end the call. <c>docs/calls.md</c> lists the guarantees.
/// </summary>
internal sealed class InProcessCallInvoker(Func<ModuleRpcServer> resolve, CallLimits limits) : CallInvoker
{
    private ModuleRpcServer? callee;

    // Two modules may call each other, so the callee is resolved on the first call and not when the client is created.
    public ModuleRpcServer Callee => callee ??= resolve();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new InProcessCall<TRequest, TResponse>(this, method, options);
        call.Start(Callee.Methods.Find(method), request);
        return new AsyncUnaryCall<TResponse>(
            call.Response,
            static state => ((InProcessCall<TRequest, TResponse>)state).ResponseHeaders,
            static state => ((InProcessCall<TRequest, TResponse>)state).FinalStatus,
            static state => ((InProcessCall<TRequest, TResponse>)state).FinalTrailers,
            static state => ((InProcessCall<TRequest, TResponse>)state).Abandon(),
            call);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).ResponseAsync.GetAwaiter().GetResult();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw OnlyUnary(method);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw OnlyUnary(method);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw OnlyUnary(method);

    public static TMessage Copy<TMessage>(TMessage message)
        where TMessage : class => ((IDeepCloneable<TMessage>)message).Clone();

    public static bool IsPast(DateTime deadline) => deadline <= CallClock.UtcNow;

    public bool IsTooLarge(object message) => ((IMessage)message).CalculateSize() > limits.MaxMessageBytes;

    private static NotSupportedException OnlyUnary(IMethod method) => new($"{method.FullName} is a streaming method; in-process calls between modules are unary");
}
