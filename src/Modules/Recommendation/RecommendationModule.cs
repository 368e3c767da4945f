using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Recommendation;

/// <summary>Recommends products other than those a shopper is viewing.</summary>
public sealed class RecommendationModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Recommendation", "recommendation")
    {
        Serves = [RecommendationService.Descriptor],
        Calls = [ProductCatalogService.Descriptor],
        Criticality = "medium",
        AddressVariables = ["RECOMMENDATION_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(Random.Shared);
        module.Services.AddSingleton<RecommendationCacheFault>();
        module.AddGrpcService<RecommendationGrpcService>(RecommendationService.BindService);
    }
}
