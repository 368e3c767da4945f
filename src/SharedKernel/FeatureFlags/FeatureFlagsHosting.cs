using AstronomyShop.SharedKernel.Rpc;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>Adds feature flags: to the host the flag document of the process, to a module its client.</summary>
public static class FeatureFlagsHosting
{
    /// <summary>Adds the flag document, and the subscription to it where the flag service runs in another process.</summary>
    public static void AddShopFeatureFlags(this IServiceCollection host)
    {
        host.AddSingleton<FlagStore>();
        host.AddSingleton(services => new BoundaryFaults(services.GetRequiredService<FlagStore>(), services.GetRequiredService<TimeProvider>(), Random.Shared));
        host.AddHostedService<FlagSubscription>();
    }

    /// <summary>Adds the flag client of a module, and the faults that flags inject into its calls.</summary>
    /// <param name="module">The services of the module.</param>
    /// <param name="host">The services of the host.</param>
    public static void AddModuleFeatureFlags(this IServiceCollection module, IServiceProvider host)
    {
        module.AddSingleton(host.GetRequiredService<FlagStore>());
        module.AddSingleton<ICallFault>(host.GetRequiredService<BoundaryFaults>());
        module.AddSingleton<FlagMetrics>();
        module.AddSingleton<IFeatureClient, FeatureClient>();
    }
}
