using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>Plays customers, by the tasks and weights of the public shop's load script, as many as the flags say.</summary>
public sealed class LoadGeneratorModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("LoadGenerator", "load-generator") { AsksDoor = true, Criticality = "low" };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Options<LoadGeneratorOptions>();
        module.Services.AddSingleton(Random.Shared);
        module.Services.AddSingleton<LoadFlags>();
        module.Services.AddSingleton<Visit>();
        module.Services.AddSingleton<Errands>();
        module.Services.AddSingleton<Shopper>();
        module.Background<Crowd>();
    }
}
