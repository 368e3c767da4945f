using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Ad;

/// <summary>Serves ads that match the products a shopper is viewing.</summary>
public sealed class AdModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Ad", "ad")
    {
        Serves = [AdService.Descriptor],
        Criticality = "medium",
        AddressVariables = ["AD_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton(Random.Shared);
        module.AddGrpcService<AdGrpcService>(AdService.BindService);
        module.AddCallFilter<AdFailureFilter>();
        module.AddCallFilter<AdHighCpuFilter>();
        module.AddCallFilter<AdManualGcFilter>();
    }
}
