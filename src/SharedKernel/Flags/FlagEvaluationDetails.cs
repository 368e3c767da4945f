namespace AstronomyShop.SharedKernel.Flags;

/// <summary>A value and how it came about.</summary>
/// <param name="FlagKey">The flag.</param>
/// <param name="Value">The value, or the caller's own default.</param>
/// <param name="ErrorType">What went wrong.</param>
/// <param name="Reason">One of <see cref="Flags.Reason"/>.</param>
/// <param name="Variant">The variant's name; null when the caller's own default holds.</param>
/// <param name="ErrorMessage">What went wrong, for people.</param>
/// <typeparam name="T">The type that was asked for.</typeparam>
public sealed record FlagEvaluationDetails<T>(
    string FlagKey, T Value, ErrorType ErrorType, string? Reason, string? Variant, string? ErrorMessage = null);
