using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Modules.Victim;

/// <summary>A module that keeps every rule. It is here to be spied on, and to show that the rules let the honest pass.</summary>
public sealed class VictimModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Victim", "victim")
    {
        Serves = [CurrencyService.Descriptor],
        Calls = [AdService.Descriptor],
        ForwardsTo = ["Victim"],
        ServesHttp = true,
        Publishes = [OrderPlaced.Descriptor],
        Consumes = [OrderPlaced.Descriptor],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddGrpcService<VictimApi>(CurrencyService.BindService);
    }
}
