namespace AstronomyShop.SharedKernel.Modules;

/// <summary>A setting is wrong; the message is one line that names the key and says what would be right.</summary>
public sealed class SettingException : Exception
{
    /// <summary>A setting without a story; for serializers.</summary>
    public SettingException()
    {
    }

    /// <summary>The whole line.</summary>
    public SettingException(string message)
        : base(message)
    {
    }

    /// <summary>The whole line, and what led to it.</summary>
    public SettingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The key, and what is wrong with its value.</summary>
    public SettingException(string key, string problem)
        : base($"{key}: {problem}")
    {
    }
}
