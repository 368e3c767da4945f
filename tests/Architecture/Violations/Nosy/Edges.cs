using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Web;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Nosy;

// The edges in the code differ from those of the descriptor.
internal sealed class Edges(AdService.AdServiceClient ads, [FromKeyedServices("Edge")] IForwarder edge, ShopHttpClient door)
    : QuoteService.QuoteServiceBase, IConsumer<OrderPlaced>
{
    public Task Consume(ConsumeContext<OrderPlaced> context) => Task.FromResult((ads, edge, door));
}
