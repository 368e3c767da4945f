using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host;

/// <summary>Reads configuration from files; one that cannot be read ends the program with one line that names it.</summary>
internal static class SettingsFile
{
    /// <exception cref="SettingException">A settings file is missing, cannot be opened, or has invalid content.</exception>
    public static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // The configuration names the file in quotation marks, in its message only; what is wrong with the content is the cause.
            var name = exception.Message.Split('\'') is [_, var path, ..] ? Path.GetFileName(path) : "appsettings.json";
            throw new SettingException(name, $"cannot be read: {exception.GetBaseException().Message}");
        }
    }
}
