using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Modules;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Recommendation;

/// <summary>A catalogue that is there and cannot answer.</summary>
internal sealed class ClosedCatalog : IModule
{
    public ModuleFace Face { get; } = new("Catalog", "product-catalog") { Serves = [ProductCatalogService.Descriptor] };

    public void Add(ModuleBuilder module) => module.Serves<Api>(ProductCatalogService.BindService);

    private sealed class Api : ProductCatalogService.ProductCatalogServiceBase
    {
        public override Task<ListProductsResponse> ListProducts(Empty request, ServerCallContext context) =>
            throw Refusal.Unavailable("The catalogue is closed for stocktaking");
    }
}
