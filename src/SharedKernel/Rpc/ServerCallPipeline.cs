using System.Diagnostics;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>The server side of the RPC pipeline, the same for both transports: span, duration measurement, call scope.</summary>
internal static class ServerCallPipeline
{
    /// <summary>Must be called where ambient state may be set: in the isolated context, or inside an async method.</summary>
    public static Task<TResponse> HandleAsync<TRequest, TResponse>(
        UnaryServerMethod<TRequest, TResponse> handler, TRequest request, ServerCallContext context, ModuleRpcServer module, ActivityContext parent)
        where TRequest : class
        where TResponse : class
    {
        CallScope.Enter(context);
        return module.Telemetry.ObservesServedCalls ? HandleObservedAsync(handler, request, context, module, parent) : handler(request, context);
    }

    private static async Task<TResponse> HandleObservedAsync<TRequest, TResponse>(
        UnaryServerMethod<TRequest, TResponse> handler, TRequest request, ServerCallContext context, ModuleRpcServer module, ActivityContext parent)
        where TRequest : class
        where TResponse : class
    {
        var rpc = CallSpans.RpcOf(context.Method);
        var started = Stopwatch.GetTimestamp();
        using var span = module.Telemetry.StartSpan(rpc, ActivityKind.Server, parent);
        try
        {
            var response = await handler(request, context);
            CallSpans.End(span, rpc, context.Status.StatusCode, context.Status.StatusCode != StatusCode.OK && RpcErrors.IsServiceFault(context.Status.StatusCode, context.ResponseTrailers), null);
            module.Telemetry.CallServed(rpc, CallStatus.Name(context.Status.StatusCode), started);
            return response;
        }
        catch (Exception exception)
        {
            var code = (exception as RpcException)?.StatusCode ?? module.StatusOf(exception).StatusCode;
            CallSpans.End(span, rpc, code, RpcErrors.IsServiceFault(code, (exception as RpcException)?.Trailers), exception);
            module.Telemetry.CallServed(rpc, CallStatus.Name(code), started);
            throw;
        }
    }
}
