using System.Diagnostics;
using System.Diagnostics.Metrics;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.SharedKernel.Flags;

/// <summary>Counts a module's looks at flags under the names that OpenFeature's SDK has for them.</summary>
internal sealed class FlagMetrics(ModuleTelemetry module)
{
    public static readonly TelemetryDefinition Requests =
        TelemetryDefinition.Counter("feature_flag.evaluation_requests_total", "{request}", "Looks at a flag, by flag.");

    public static readonly TelemetryDefinition Successes =
        TelemetryDefinition.Counter("feature_flag.evaluation_success_total", "{evaluation}", "Looks at a flag that gave a value, by flag, variant and reason.");

    public static readonly TelemetryDefinition Errors =
        TelemetryDefinition.Counter("feature_flag.evaluation_error_total", "{evaluation}", "Looks at a flag that left the module with its own default, by flag and what was wrong.");

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

        tags.Add(TelemetryAttributes.FeatureFlagResultReason, FlagSpans.NameOf(resolution.Reason));
        if (resolution.Variant is { } variant)
        {
            tags.Add(TelemetryAttributes.FeatureFlagResultVariant, variant.Name);
        }

        successes.Add(1, tags);
    }
}
