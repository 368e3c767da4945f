using System.Diagnostics;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.Modules.LoadGenerator;

/// <summary>The flags that control the load. Each evaluation is a span, as in the public shop's script.</summary>
internal sealed class LoadFlags(IFeatureClient flags, ModuleTelemetry telemetry)
{
    /// <summary>The common prefix of the flag keys.</summary>
    public const string Prefix = "loadGenerator";

    private const int UsersByDefault = 5;
    private const int MaxPages = 200;

    /// <summary>Returns the number of simulated users.</summary>
    public async Task<int> ReadUserCountAsync() =>
        await ReadAsync($"{Prefix}Traffic", 1) > 0 ? Math.Max(0, await ReadAsync($"{Prefix}VUs", UsersByDefault)) : 0;

    /// <summary>Returns how often the home page is requested in a row; 0: not at all.</summary>
    public async Task<int> ReadPageCountAsync() => Math.Clamp(await ReadAsync($"{Prefix}FloodHomepage", 0), 0, MaxPages);

    private async Task<int> ReadAsync(string key, int defaultValue)
    {
        using var span = telemetry.StartSpan(LoadGeneratorTelemetry.EvaluateFlag, ActivityKind.Client);
        span?.SetTag(TelemetryAttributes.FeatureFlagKey, key);
        return await flags.GetIntegerValueAsync(key, defaultValue, EvaluationContext.Empty);
    }
}
