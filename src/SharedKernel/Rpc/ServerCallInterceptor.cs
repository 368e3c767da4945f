using System.Diagnostics;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Rpc;

/// <summary>Runs calls that arrive over the network through the same server pipeline as in-process calls.</summary>
internal sealed class ServerCallInterceptor(RunningShop shop) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (shop.ModuleServing(context.Method)?.Services.GetRequiredService<ModuleRpcServer>() is not { } module)
        {
            return await continuation(request, context);
        }

        // Clients outside the shop call here too, in any number, so the limit applies on the server side.
        using var lease = await module.Limiter.AcquireAsync(cancellationToken: context.CancellationToken);
        if (!lease.IsAcquired)
        {
            throw new RpcException(CallStatus.TooManyCalls);
        }

        var caller = Propagation.Extract(context.RequestHeaders);
        Activity.Current = null;
        Baggage.Current = caller.Baggage;
        try
        {
            return await ServerCallPipeline.HandleAsync(module.Filters.Wrap(continuation), request, context, module, caller.ActivityContext);
        }
        catch (Exception exception) when (exception is not RpcException && !context.CancellationToken.IsCancellationRequested)
        {
            CallLog.HandlerThrew(module.Telemetry.Logger, context.Method, exception);
            throw new RpcException(module.StatusOf(exception));
        }
    }
}
