using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using Grpc.Core;

namespace AstronomyShop.SharedKernel.Events;

/// <summary>The receiving end of the delivery rpc, served by every process that runs a consumer.</summary>
internal sealed class EventDeliveryApi(RunningShop shop) : Contracts.EventDelivery.EventDeliveryBase
{
    public override async Task<Empty> Deliver(DeliverRequest request, ServerCallContext context)
    {
        var module = shop.Running.FirstOrDefault(module => module.Face.Name == request.Consumer)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"{request.Consumer} does not run here"));
        var type = module.Face.Consumes.FirstOrDefault(type => type.FullName == request.Type)
            ?? throw new RpcException(new Status(StatusCode.InvalidArgument, $"{request.Consumer} consumes no {request.Type}"));
        var message = UnreadableEvent.Read(module, "body", type, () => type.Parser.ParseFrom(request.Body));
        await ConsumedEvents.Consume(module, message, EventCause.From(request.Headers), Carrier.Direct(module.Face.ServiceName), context.CancellationToken);
        return new Empty();
    }
}
