using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Catalog;

/// <summary>Serves the products of the shop with prices and descriptions.</summary>
public sealed class CatalogModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Catalog", "product-catalog")
    {
        Serves = [ProductCatalogService.Descriptor],
        LogAttributes = new Dictionary<string, string> { ["ProductId"] = CatalogTelemetry.ProductId, ["ProductName"] = CatalogTelemetry.ProductName },
        Criticality = "high",
        AddressVariables = ["PRODUCT_CATALOG_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddDatabase<CatalogDbContext>("catalog");
        module.Services.AddSingleton<ProductCatalog>();
        module.AddGrpcService<CatalogGrpcService>(ProductCatalogService.BindService);
        module.AddCallFilter<ProductCatalogFailureFilter>();
        module.Services.AddHostedService(parts => parts.GetRequiredService<ProductCatalog>());
    }
}
