using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Modules;

/// <summary>Where a real server is, and which setting says so. The value can hold a password: it is never shown.</summary>
/// <param name="Key">The setting: <c>ConnectionStrings:Valkey</c>, or the public shop's variable.</param>
/// <param name="Value">What it says.</param>
public sealed record ServerSetting(string Key, string Value)
{
    /// <summary>The setting is not one this server can be reached by; what would be right is said without repeating what was given.</summary>
    public SettingException ToException(string problem) => new(Key, problem);

    /// <inheritdoc/>
    public override string ToString() => Key;

    internal static ServerSetting? Read(IConfiguration configuration, string server, string publicVariable) =>
        ((string[])[$"ConnectionStrings:{server}", publicVariable])
            .Where(key => configuration[key] is { Length: > 0 })
            .Select(key => new ServerSetting(key, configuration[key]!))
            .FirstOrDefault();
}
