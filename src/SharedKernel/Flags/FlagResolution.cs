namespace AstronomyShop.SharedKernel.Flags;

/// <summary>What an evaluation came to.</summary>
/// <param name="Variant">Null when the caller's own default holds.</param>
/// <param name="Reason">One of <see cref="Flags.Reason"/>.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Message">The same, for people.</param>
public sealed record FlagResolution(FlagVariant? Variant, string Reason, ErrorType Error = ErrorType.None, string? Message = null)
{
    internal static FlagResolution Failed(ErrorType error, string message) => new(null, Flags.Reason.Error, error, message);
}
