using System.Diagnostics;
using AstronomyShop.SharedKernel.Flags;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>The flags that say how much is shopped. Each look at one is a span, as in the public shop's script.</summary>
internal sealed class LoadFlags(IFeatureClient flags, ModuleTelemetry telemetry)
{
    /// <summary>How the names of all of them begin.</summary>
    public const string Prefix = "loadGenerator";

    private const int UsersByDefault = 5;
    private const int MostPages = 200;

    /// <summary>How many customers shop now.</summary>
    public async Task<int> Users() =>
        await Read($"{Prefix}Traffic", 1) > 0 ? Math.Max(0, await Read($"{Prefix}VUs", UsersByDefault)) : 0;

    /// <summary>How often the home page is asked for in a row; 0: not at all.</summary>
    public async Task<int> PagesInARow() => Math.Clamp(await Read($"{Prefix}FloodHomepage", 0), 0, MostPages);

    private async Task<int> Read(string key, int byDefault)
    {
        using var span = telemetry.StartSpan(LoadGeneratorTelemetry.EvaluateFlag, ActivityKind.Client);
        span?.SetTag(Attributes.FeatureFlagKey, key);
        return await flags.GetIntegerValueAsync(key, byDefault, EvaluationContext.Empty);
    }
}
