using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>The server of the delivery RPC, hosted by every process that runs a consumer.</summary>
internal sealed class EventDeliveryGrpcService(RunningShop shop, IServiceProvider host) : Contracts.EventDelivery.EventDeliveryBase
{
    public override async Task<Empty> Deliver(DeliverRequest request, ServerCallContext context)
    {
        var module = shop.Running.FirstOrDefault(module => module.Descriptor.Name == request.Consumer)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"{request.Consumer} does not run in this process"));
        var type = module.Descriptor.Consumes.FirstOrDefault(type => type.FullName == request.Type)
            ?? throw new RpcException(new Status(StatusCode.InvalidArgument, $"{request.Consumer} does not consume {request.Type}"));
        var message = UnparsableMessageException.Parse(module, EventContract.Of(type), "body", type, () => type.Parser.ParseFrom(request.Body));
        await host.GetRequiredService<EndpointDelivery>().DeliverAsync(module.Descriptor, message, MessageContextPropagation.From(request.Headers), context.CancellationToken);
        return new Empty();
    }
}
