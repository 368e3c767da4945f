using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Shipping;

/// <summary>Quotes shipping costs, ships orders and stores the shipments.</summary>
public sealed class ShippingModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Shipping", "shipping")
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
        module.AddDatabase<ShippingDbContext>();
        module.Services.AddSingleton<ShippingPrices>();
        module.Services.AddSingleton<ShipmentRepository>();
        module.AddCallFilter<IntlShippingSlowdownFilter>();
        module.AddGrpcService<ShippingGrpcService>(ShippingService.BindService);
        module.AddAuditSource<ShipmentsAuditSource>();
    }
}
