namespace AstronomyShop.SharedKernel.Flags;

/// <summary>How a value came about; OpenFeature's words.</summary>
public static class Reason
{
    /// <summary>The flag has no targeting: everybody gets its default variant.</summary>
    public const string Static = "STATIC";

    /// <summary>The targeting chose nothing.</summary>
    public const string Default = "DEFAULT";

    /// <summary>The targeting chose.</summary>
    public const string TargetingMatch = "TARGETING_MATCH";

    /// <summary>The flag is switched off altogether.</summary>
    public const string Disabled = "DISABLED";

    /// <summary>Something went wrong; the error type says what.</summary>
    public const string Error = "ERROR";
}
