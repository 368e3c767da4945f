namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>Why an evaluation returned the caller's default; the error codes of OpenFeature.</summary>
public enum ErrorType
{
    /// <summary>No error.</summary>
    None,

    /// <summary>PROVIDER_NOT_READY: no flag document has been loaded yet.</summary>
    ProviderNotReady,

    /// <summary>FLAG_NOT_FOUND.</summary>
    FlagNotFound,

    /// <summary>PARSE_ERROR: the targeting of the flag is invalid.</summary>
    ParseError,

    /// <summary>TYPE_MISMATCH: the value is of another type than the requested one.</summary>
    TypeMismatch,

    /// <summary>GENERAL: the rule failed, or returned a variant that does not exist.</summary>
    General,
}
