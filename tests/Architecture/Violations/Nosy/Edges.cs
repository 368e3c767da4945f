using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Web;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Nosy;

// The edges in the code differ from those of the descriptor.
internal sealed class Edges(AdService.AdServiceClient ads, [FromKeyedServices("Edge")] IForwarder edge, ShopHttpClient door, AuditSnapshotReader snapshots)
    : QuoteService.QuoteServiceBase, IConsumer<OrderPlaced>, IAuditSource
{
    public Task Consume(ConsumeContext<OrderPlaced> context) => Task.FromResult((ads, edge, door, snapshots));

    public Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken) => Task.FromResult(new AuditSnapshot());
}
