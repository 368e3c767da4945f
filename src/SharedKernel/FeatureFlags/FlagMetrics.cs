using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>Counts a module's flag evaluations with the metric names of OpenFeature's SDK.</summary>
internal sealed class FlagMetrics(ModuleTelemetry module)
{
    public static readonly TelemetryDefinition Requests =
        TelemetryDefinition.Counter("feature_flag.evaluation_requests_total", "{request}", "Flag evaluations, by flag.");

    public static readonly TelemetryDefinition Successes =
        TelemetryDefinition.Counter("feature_flag.evaluation_success_total", "{evaluation}", "Successful flag evaluations, by flag, variant and reason.");

    public static readonly TelemetryDefinition Errors =
        TelemetryDefinition.Counter("feature_flag.evaluation_error_total", "{evaluation}", "Flag evaluations that returned the caller's default, by flag and error type.");

    private readonly Counter<long> requests = module.Counter(Requests);
    private readonly Counter<long> successes = module.Counter(Successes);
    private readonly Counter<long> errors = module.Counter(Errors);

    public void Add(string key, FlagResolution resolution)
    {
        if (!requests.Enabled)
        {
            return;
        }

        var tags = new TagList { { TelemetryAttributes.FeatureFlagKey, key }, { TelemetryAttributes.FeatureFlagProviderName, FlagSpans.Provider } };
        requests.Add(1, tags);
        if (resolution.Error != ErrorType.None)
        {
            tags.Add(TelemetryAttributes.ErrorType, FlagSpans.NameOf(resolution.Error));
            errors.Add(1, tags);
            return;
        }

        tags.Add(FlagSpans.FeatureFlagResultReason, FlagSpans.NameOf(resolution.Reason));
        if (resolution.Variant is { } variant)
        {
            tags.Add(TelemetryAttributes.FeatureFlagResultVariant, variant.Name);
        }

        successes.Add(1, tags);
    }
}
