namespace AstronomyShop.SharedKernel.Flags;

/// <summary>Why an evaluation gave its default; OpenFeature's codes.</summary>
public enum ErrorType
{
    /// <summary>Nothing went wrong.</summary>
    None,

    /// <summary>PROVIDER_NOT_READY: nobody has said yet which flags there are.</summary>
    ProviderNotReady,

    /// <summary>FLAG_NOT_FOUND.</summary>
    FlagNotFound,

    /// <summary>PARSE_ERROR: the flag's targeting is no rule.</summary>
    ParseError,

    /// <summary>TYPE_MISMATCH: the value is of another type than the one asked for.</summary>
    TypeMismatch,

    /// <summary>GENERAL: the rule failed, or chose a variant that does not exist.</summary>
    General,
}
