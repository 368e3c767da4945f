namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>The result of a flag evaluation with its details.</summary>
/// <param name="FlagKey">The key of the flag.</param>
/// <param name="Value">The value of the variant, or the caller's default.</param>
/// <param name="ErrorType">The error, if any.</param>
/// <param name="Reason">One of <see cref="FeatureFlags.Reason"/>.</param>
/// <param name="Variant">The name of the variant; null when the caller's default applies.</param>
/// <param name="ErrorMessage">The error message for people.</param>
/// <typeparam name="T">The requested type.</typeparam>
public sealed record FlagEvaluationDetails<T>(
    string FlagKey, T Value, ErrorType ErrorType, string? Reason, string? Variant, string? ErrorMessage = null);
