using AstronomyShop.Contracts;
using AstronomyShop.Modules.Shipping.Fingerprints;
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
        LogAttributes = new Dictionary<string, string> { ["TrackingId"] = ShippingTelemetry.TrackingId, ["DelaySeconds"] = "delay_secs" },
        Criticality = "high",
        AddressVariables = ["SHIPPING_ADDR"],
        HasAuditSource = true,
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddDatabase<ShippingDbContext>();
        module.Services.AddSingleton<ShippingPrices>();
        module.Services.AddSingleton<ShipmentFingerprint>();
        module.Services.AddSingleton<ShipmentRepository>();
        module.AddGrpcService<ShippingGrpcService>(ShippingService.BindService);
        module.AddCallFilter<IntlShippingSlowdownFilter>();
        module.AddHostedService<ShipmentFingerprintUpgrade>();
        module.AddAuditSource<ShipmentsAuditSource>();
    }
}
