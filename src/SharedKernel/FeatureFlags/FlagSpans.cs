using System.Diagnostics;
using System.Text.Json;
using AstronomyShop.SharedKernel.Primitives;
using AstronomyShop.SharedKernel.Telemetry;

namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>Records flag evaluations on the current span.</summary>
internal static class FlagSpans
{
    /// <summary>The provider name of the flags.</summary>
    public const string Provider = "flagd";

    /// <summary>The reason of the result: <c>static</c>, <c>targeting_match</c>, …</summary>
    public const string FeatureFlagResultReason = "feature_flag.result.reason";

    private const string Evaluation = "feature_flag.evaluation";
    private const string FeatureFlagResultValue = "feature_flag.result.value";
    private const string FeatureFlagContextId = "feature_flag.context.id";

    public static void Add<T>(string key, FlagResolution resolution, T value, string? targetingKey)
    {
        if (Activity.Current is not { IsAllDataRequested: true } span)
        {
            return;
        }

        var tags = new ActivityTagsCollection
        {
            [TelemetryAttributes.FeatureFlagKey] = key,
            [TelemetryAttributes.FeatureFlagProviderName] = Provider,
            [FeatureFlagResultReason] = NameOf(resolution.Reason),
            [FeatureFlagResultValue] = value is JsonElement json ? Text(json) : value,
        };
        if (resolution.Variant is { } variant)
        {
            tags[TelemetryAttributes.FeatureFlagResultVariant] = variant.Name;
        }

        if ((TelemetryForms.Uuid(targetingKey) ?? RequestBaggage.Session) is { } id)
        {
            tags[FeatureFlagContextId] = id;
        }

        if (resolution.Error != ErrorType.None)
        {
            tags[TelemetryAttributes.ErrorType] = NameOf(resolution.Error);
        }

        span.AddEvent(new ActivityEvent(Evaluation, tags: tags));
    }

    /// <summary>The reason as the semantic conventions spell it: <c>targeting_match</c>.</summary>
    public static string NameOf(string reason) => reason switch
    {
        Reason.Static => "static",
        Reason.TargetingMatch => "targeting_match",
        _ => reason.ToLowerInvariant(),
    };

    /// <summary>The error as the semantic conventions spell it: <c>flag_not_found</c>.</summary>
    public static string NameOf(ErrorType error) => JsonNamingPolicy.SnakeCaseLower.ConvertName(error.ToString());

    private static string Text(JsonElement json) => json.ValueKind == JsonValueKind.Undefined ? string.Empty : json.GetRawText();
}
