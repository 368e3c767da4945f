using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>Simulates users with the tasks and weights of the public shop's load script; flags control how many.</summary>
public sealed class LoadGeneratorModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("LoadGenerator", "load-generator") { CallsEdge = true, Criticality = "low" };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddOptions<LoadGeneratorOptions>();
        module.Services.AddSingleton(Random.Shared);
        module.Services.AddSingleton<LoadFlags>();
        module.Services.AddSingleton<ShopClient>();
        module.Services.AddSingleton<UserScenarios>();
        module.Services.AddSingleton<VirtualUser>();
        module.AddHostedService<VirtualUserPool>();
    }
}
