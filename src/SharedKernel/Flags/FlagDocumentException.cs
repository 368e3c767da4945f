namespace AstronomyShop.SharedKernel.Flags;

/// <summary>A flag document cannot be read; the message names the line and the rule.</summary>
public sealed class FlagDocumentException : Exception
{
    /// <summary>A problem without a story; for serializers.</summary>
    public FlagDocumentException()
    {
    }

    /// <summary>The whole line.</summary>
    public FlagDocumentException(string message)
        : base(message)
    {
    }

    /// <summary>The whole line, and what led to it.</summary>
    public FlagDocumentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
