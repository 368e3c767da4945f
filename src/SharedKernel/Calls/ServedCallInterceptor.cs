using System.Diagnostics;
using AstronomyShop.SharedKernel.Modules;
using Grpc.Core;
using Grpc.Core.Interceptors;
using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Calls;

/// <summary>Gives calls that arrive over the wire what calls in process get.</summary>
internal sealed class ServedCallInterceptor(RunningShop shop) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (shop.ModuleServing(context.Method) is not { } module)
        {
            return await continuation(request, context);
        }

        // Clients of other makes knock here, and as many as they like.
        using var place = await shop.RoomOf(module.Face).AcquireAsync(cancellationToken: context.CancellationToken);
        if (!place.IsAcquired)
        {
            throw new RpcException(CallStatus.NoRoom);
        }

        var caller = Propagation.Extract(context.RequestHeaders);
        Activity.Current = null;
        Baggage.Current = caller.Baggage;
        try
        {
            return await ServedCalls.Handle(module.Filters.Around(continuation), request, context, module.Telemetry, caller.ActivityContext);
        }
        catch (Exception thrown) when (thrown is not RpcException && !context.CancellationToken.IsCancellationRequested)
        {
            CallLog.HandlerThrew(module.Telemetry.Log, context.Method, thrown);
            throw new RpcException(CallStatus.Of(thrown));
        }
    }
}
