using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>The status with which a broken module answers everything.</summary>
public sealed record Breakage(StatusCode Code)
{
    public RpcException Thrown => new(new Status(Code, "at Gearbox.cs:12"));
}

/// <summary>Ads that are out of order.</summary>
public sealed class BrokenAd(StatusCode code) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Ad", "ad") { Serves = [AdService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(new Breakage(code));
        module.AddGrpcService<Api>(AdService.BindService);
    }

    private sealed class Api(Breakage breakage) : AdService.AdServiceBase
    {
        public override Task<AdResponse> GetAds(AdRequest request, ServerCallContext context) => throw breakage.Thrown;
    }
}

/// <summary>Recommendations that are out of order.</summary>
public sealed class BrokenRecommendation(StatusCode code) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Recommendation", "recommendation") { Serves = [RecommendationService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(new Breakage(code));
        module.AddGrpcService<Api>(RecommendationService.BindService);
    }

    private sealed class Api(Breakage breakage) : RecommendationService.RecommendationServiceBase
    {
        public override Task<ListRecommendationsResponse> ListRecommendations(ListRecommendationsRequest request, ServerCallContext context) =>
            throw breakage.Thrown;
    }
}

/// <summary>A catalogue that is out of order.</summary>
public sealed class BrokenCatalog(StatusCode code) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Catalog", "product-catalog") { Serves = [ProductCatalogService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(new Breakage(code));
        module.AddGrpcService<Api>(ProductCatalogService.BindService);
    }

    private sealed class Api(Breakage breakage) : ProductCatalogService.ProductCatalogServiceBase
    {
        public override Task<ListProductsResponse> ListProducts(Empty request, ServerCallContext context) => throw breakage.Thrown;

        public override Task<Product> GetProduct(GetProductRequest request, ServerCallContext context) => throw breakage.Thrown;
    }
}

/// <summary>Carts that cannot be looked at: refused with a status, or never answered.</summary>
public sealed class BrokenCart(StatusCode? code) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Cart", "cart") { Serves = [CartService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(this);
        module.AddGrpcService<Api>(CartService.BindService);
    }

    private sealed class Api(BrokenCart owner) : CartService.CartServiceBase
    {
        public override async Task<Contracts.Cart> GetCart(GetCartRequest request, ServerCallContext context)
        {
            if (owner.Code is { } refused)
            {
                throw new Breakage(refused).Thrown;
            }

            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new Contracts.Cart();
        }
    }

    private StatusCode? Code => code;
}
