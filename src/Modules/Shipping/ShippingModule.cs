using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Shipping;

/// <summary>Says what shipping costs, ships orders and keeps track of what was shipped.</summary>
public sealed class ShippingModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Shipping", "shipping")
    {
        Serves = [ShippingService.Descriptor],
        Calls = [QuoteService.Descriptor],
        Criticality = "high",
        AddressVariables = ["SHIPPING_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Database<ShippingDb>();
        module.Services.AddSingleton<ShippingPrices>();
        module.Services.AddSingleton<Shipments>();
        module.Filter<IntlShippingSlowdown>();
        module.Serves<ShippingApi>(ShippingService.BindService);
        module.Audited<ShipmentsAccount>();
    }
}
