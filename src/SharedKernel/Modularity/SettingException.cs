namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>A setting is invalid; the message is one line that names the key and a valid value.</summary>
public sealed class SettingException : Exception
{
    /// <summary>Creates an exception without a message; required by serializers.</summary>
    public SettingException()
    {
    }

    /// <summary>Creates an exception with a complete message.</summary>
    public SettingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a complete message and its cause.</summary>
    public SettingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception for a key and the problem with its value.</summary>
    public SettingException(string key, string problem)
        : base($"{key}: {problem}")
    {
    }
}
