using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Tests.Modules.Storefront;

/// <summary>The status that a failing module returns for every call.</summary>
public sealed record ConfiguredFailure(StatusCode Code)
{
    public RpcException Exception => new(new Status(Code, "at Gearbox.cs:12"));
}

/// <summary>An ad service that fails.</summary>
public sealed class FailingAdModule(StatusCode code) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Ad", "ad") { Serves = [AdService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(new ConfiguredFailure(code));
        module.AddGrpcService<GrpcService>(AdService.BindService);
    }

    private sealed class GrpcService(ConfiguredFailure breakage) : AdService.AdServiceBase
    {
        public override Task<AdResponse> GetAds(AdRequest request, ServerCallContext context) => throw breakage.Exception;
    }
}

/// <summary>A recommendation service that fails.</summary>
public sealed class FailingRecommendationModule(StatusCode code) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Recommendation", "recommendation") { Serves = [RecommendationService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(new ConfiguredFailure(code));
        module.AddGrpcService<GrpcService>(RecommendationService.BindService);
    }

    private sealed class GrpcService(ConfiguredFailure breakage) : RecommendationService.RecommendationServiceBase
    {
        public override Task<ListRecommendationsResponse> ListRecommendations(ListRecommendationsRequest request, ServerCallContext context) =>
            throw breakage.Exception;
    }
}

/// <summary>A catalog that fails.</summary>
public sealed class FailingCatalogModule(StatusCode code) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Catalog", "product-catalog") { Serves = [ProductCatalogService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(new ConfiguredFailure(code));
        module.AddGrpcService<GrpcService>(ProductCatalogService.BindService);
    }

    private sealed class GrpcService(ConfiguredFailure breakage) : ProductCatalogService.ProductCatalogServiceBase
    {
        public override Task<ListProductsResponse> ListProducts(Empty request, ServerCallContext context) => throw breakage.Exception;

        public override Task<Product> GetProduct(GetProductRequest request, ServerCallContext context) => throw breakage.Exception;
    }
}

/// <summary>Ads, recommendations and currencies that never respond.</summary>
public sealed class FrozenModule : IModule
{
    private readonly bool isCurrency;

    private FrozenModule(ModuleDescriptor descriptor, bool isCurrency) => (Descriptor, this.isCurrency) = (descriptor, isCurrency);

    public static FrozenModule Ads => new(new("Ad", "ad") { Serves = [AdService.Descriptor] }, isCurrency: false);

    public static FrozenModule Recommendations => new(new("Recommendation", "recommendation") { Serves = [RecommendationService.Descriptor] }, isCurrency: false);

    public static FrozenModule Currencies => new(new("Currency", "currency") { Serves = [CurrencyService.Descriptor] }, isCurrency: true);

    public ModuleDescriptor Descriptor { get; }

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (isCurrency)
        {
            module.AddGrpcService<CurrencyGrpcService>(CurrencyService.BindService);
        }
        else if (Descriptor.Name == "Ad")
        {
            module.AddGrpcService<AdGrpcService>(AdService.BindService);
        }
        else
        {
            module.AddGrpcService<RecommendationGrpcService>(RecommendationService.BindService);
        }
    }

    private static async Task<T> WaitAsync<T>(ServerCallContext context)
        where T : new()
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return new T();
    }

    private sealed class AdGrpcService : AdService.AdServiceBase
    {
        public override Task<AdResponse> GetAds(AdRequest request, ServerCallContext context) => WaitAsync<AdResponse>(context);
    }

    private sealed class RecommendationGrpcService : RecommendationService.RecommendationServiceBase
    {
        public override Task<ListRecommendationsResponse> ListRecommendations(ListRecommendationsRequest request, ServerCallContext context) => WaitAsync<ListRecommendationsResponse>(context);
    }

    private sealed class CurrencyGrpcService : CurrencyService.CurrencyServiceBase
    {
        public override Task<GetSupportedCurrenciesResponse> GetSupportedCurrencies(Empty request, ServerCallContext context) => WaitAsync<GetSupportedCurrenciesResponse>(context);
    }
}

/// <summary>A cart service that fails with a status or never responds.</summary>
public sealed class FailingCartModule(StatusCode? code) : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Cart", "cart") { Serves = [CartService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(this);
        module.AddGrpcService<GrpcService>(CartService.BindService);
    }

    private sealed class GrpcService(FailingCartModule owner) : CartService.CartServiceBase
    {
        public override async Task<Contracts.Cart> GetCart(GetCartRequest request, ServerCallContext context)
        {
            if (owner.Code is { } refused)
            {
                throw new ConfiguredFailure(refused).Exception;
            }

            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new Contracts.Cart();
        }
    }

    private StatusCode? Code => code;
}

/// <summary>A currency service without <c>ConvertAll</c>, as in the public shop. It returns the units of every amount in the requested currency.</summary>
public sealed class PublicCurrencyModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Currency", "currency") { Serves = [CurrencyService.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddGrpcService<GrpcService>(CurrencyService.BindService);
    }

    private sealed class GrpcService : CurrencyService.CurrencyServiceBase
    {
        public override Task<Money> Convert(CurrencyConversionRequest request, ServerCallContext context) =>
            Task.FromResult(new Money { CurrencyCode = request.ToCode, Units = request.From.Units });
    }
}
