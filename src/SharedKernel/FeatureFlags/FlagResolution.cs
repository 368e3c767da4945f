namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>The result of evaluating a flag.</summary>
/// <param name="Variant">Null when the caller's default applies.</param>
/// <param name="Reason">One of <see cref="FeatureFlags.Reason"/>.</param>
/// <param name="Error">The error, if any.</param>
/// <param name="Message">The error message for people.</param>
public sealed record FlagResolution(FlagVariant? Variant, string Reason, ErrorType Error = ErrorType.None, string? Message = null)
{
    internal static FlagResolution Failed(ErrorType error, string message) => new(null, FeatureFlags.Reason.Error, error, message);
}
