using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;

namespace AstronomyShop.Modules.Nosy;

/// <summary>Lies in its face: about its name, about whom it serves and calls, about what it consumes.</summary>
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
