using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Recommendation;

/// <summary>A catalog that fails.</summary>
internal sealed class FailingCatalogModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Catalog", "product-catalog") { Serves = [ProductCatalogService.Descriptor] };

    public void Add(ModuleBuilder module) => module.AddGrpcService<GrpcService>(ProductCatalogService.BindService);

    private sealed class GrpcService : ProductCatalogService.ProductCatalogServiceBase
    {
        public override Task<ListProductsResponse> ListProducts(Empty request, ServerCallContext context) =>
            throw RpcErrors.Unavailable("Simulated failure");
    }
}
