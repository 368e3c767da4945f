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

    internal static ServerSetting? Read(IConfiguration configuration, string server, string publicVariable) =>
        ((string[])[$"ConnectionStrings:{server}", publicVariable])
            .Where(key => configuration[key] is { Length: > 0 })
            .Select(key => new ServerSetting(key, configuration[key]!))
            .FirstOrDefault();
}
