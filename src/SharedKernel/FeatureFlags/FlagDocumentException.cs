namespace AstronomyShop.SharedKernel.FeatureFlags;

/// <summary>A flag document is invalid; the message names the line and the violated rule.</summary>
public sealed class FlagDocumentException : Exception
{
    /// <summary>Creates an exception without a message; required by serializers.</summary>
    public FlagDocumentException()
    {
    }

    /// <summary>Creates an exception with a complete message.</summary>
    public FlagDocumentException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a complete message and its cause.</summary>
    public FlagDocumentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
