namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>The reasons of an evaluation result; OpenFeature's names.</summary>
public static class Reason
{
    /// <summary>The flag has no targeting: every caller gets the default variant.</summary>
    public const string Static = "STATIC";

    /// <summary>The targeting selected no variant.</summary>
    public const string Default = "DEFAULT";

    /// <summary>The targeting selected the variant.</summary>
    public const string TargetingMatch = "TARGETING_MATCH";

    /// <summary>The flag is disabled.</summary>
    public const string Disabled = "DISABLED";

    /// <summary>An error occurred; see the error type.</summary>
    public const string Error = "ERROR";
}
