using System.Globalization;
using System.Net;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>
/// The address and port to listen on: <c>8080</c>, or with an address: <c>*:8080</c>, <c>127.0.0.1:8080</c>. Port 0 takes any free port.
/// </summary>
/// <param name="Address">The address of the network interface.</param>
/// <param name="Port">The port, 0 to 65535.</param>
public sealed record ListenEndpoint(IPAddress Address, int Port)
{
    /// <summary>Reads a setting.</summary>
    /// <param name="key">The key of the setting.</param>
    /// <param name="text">The value of the setting.</param>
    /// <param name="defaultValue">The address when the value has none.</param>
    /// <exception cref="SettingException">The value is not a valid port.</exception>
    public static ListenEndpoint Parse(string key, string text, IPAddress defaultValue)
    {
        var colon = text.LastIndexOf(':');
        var address = colon < 0 ? defaultValue : AddressOf(text[..colon]);
        return address is not null
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port <= IPEndPoint.MaxPort
            ? new ListenEndpoint(address, port)
            : throw new SettingException(key, $"'{text}' is not a valid port; use 0 to {IPEndPoint.MaxPort}, optionally with an address, as in *:8080");
    }

    private static IPAddress? AddressOf(string text) => text switch
    {
        "*" or "+" => IPAddress.Any,
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(text.Trim('[', ']'), out var address) ? address : null,
    };
}
