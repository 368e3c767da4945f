using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Modules.Nosy;

/// <summary>Its descriptor declares wrong names, services, calls and events.</summary>
public sealed class NosyModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Noisy", "victim")
    {
        Serves = [CurrencyService.Descriptor],
        Calls = [CartService.Descriptor],
        ForwardsTo = ["Nowhere"],
        Publishes = [OrderPlaced.Descriptor],
        Consumes = [OrderResult.Descriptor],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
    }
}
