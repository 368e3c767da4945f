using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Ad;

/// <summary>Shows offers that go with what a shopper looks at.</summary>
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
        module.AddCallFilter<AdFailureFilter>();
        module.AddCallFilter<AdHighCpuFilter>();
        module.AddCallFilter<AdManualGcFilter>();
        module.AddGrpcService<AdGrpcService>(AdService.BindService);
    }
}
