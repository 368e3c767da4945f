using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>
/// The connection string of an external server and the setting it comes from. The value can contain a password, so it is never shown.
/// </summary>
/// <param name="Key">The setting: <c>ConnectionStrings:Valkey</c>, or the public shop's variable.</param>
/// <param name="Value">The value of the setting.</param>
public sealed record ServerSetting(string Key, string Value)
{
    /// <summary>Creates an exception for an invalid value; the message names what is valid and does not repeat the value.</summary>
    public SettingException ToException(string problem) => new(Key, problem);

    /// <inheritdoc/>
    public override string ToString() => Key;

    /// <summary>Reads the setting; null when the server is not configured.</summary>
    /// <param name="configuration">The configuration of the shop.</param>
    /// <param name="server">The name in <c>ConnectionStrings:&lt;name&gt;</c>.</param>
    /// <param name="publicVariable">The environment variable that the public shop uses for it.</param>
    public static ServerSetting? Read(IConfiguration configuration, string server, string publicVariable) =>
        ((string[])[$"ConnectionStrings:{server}", publicVariable])
            .Where(key => configuration[key] is { Length: > 0 })
            .Select(key => new ServerSetting(key, configuration[key]!))
            .FirstOrDefault();
}
