using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Ad;

/// <summary>Shows offers that go with what a shopper looks at.</summary>
public sealed class AdModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Ad", "ad")
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
        module.Filter<AdFailure>();
        module.Filter<AdHighCpu>();
        module.Filter<AdManualGc>();
        module.Serves<AdApi>(AdService.BindService);
    }
}
