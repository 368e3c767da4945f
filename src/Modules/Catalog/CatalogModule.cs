using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Catalog;

/// <summary>Knows the products the shop sells, what they cost and what they are good for.</summary>
public sealed class CatalogModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Catalog", "product-catalog")
    {
        Serves = [ProductCatalogService.Descriptor],
        Criticality = "high",
        AddressVariables = ["PRODUCT_CATALOG_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Database<CatalogDb>("catalog");
        module.Services.AddSingleton<Shelf>();
        module.Services.AddHostedService(parts => parts.GetRequiredService<Shelf>());
        module.Filter<ProductCatalogFailure>();
        module.Serves<CatalogApi>(ProductCatalogService.BindService);
    }
}
