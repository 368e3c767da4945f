using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Web;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Nosy;

// What the module really does is none of what its face says.
internal sealed class Edges(AdService.AdServiceClient ads, [FromKeyedServices("Edge")] IForwarder edge, ShopHttpClient door)
    : QuoteService.QuoteServiceBase, IConsumer<OrderPlaced>
{
    public Task Consume(ConsumeContext<OrderPlaced> context) => Task.FromResult((ads, edge, door));
}
