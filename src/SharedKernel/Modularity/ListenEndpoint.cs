using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>
/// The addresses and the port to listen on: <c>8080</c>, or with an address: <c>*:8080</c>, <c>localhost:8081</c>, <c>127.0.0.1:8080</c>,
/// <c>[::1]:8080</c>, <c>::1</c>. <c>*</c> and <c>localhost</c> are IPv4 and IPv6. Port 0 takes any free port.
/// </summary>
/// <param name="Addresses">The addresses; the first one is where this machine reaches the port.</param>
/// <param name="Port">The port, 0 to 65535.</param>
public sealed record ListenEndpoint(IReadOnlyList<IPAddress> Addresses, int Port)
{
    // A machine may have no IPv6, or have it without the loopback address, as containers often do.
    private static readonly IReadOnlyList<IPAddress> All = [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];
    private static readonly IReadOnlyList<IPAddress> Localhost = HasIPv6Loopback() ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];

    /// <summary>The public port: 8080, for every client.</summary>
    public static ListenEndpoint DefaultWeb { get; } = new(All, 8080);

    /// <summary>The gRPC port: 8081, for this machine.</summary>
    public static ListenEndpoint DefaultGrpc { get; } = new(Localhost, 8081);

    /// <summary>The management port: 8082, for this machine.</summary>
    public static ListenEndpoint DefaultManagement { get; } = new(Localhost, 8082);

    /// <summary>What to listen on. A free port is chosen for one address, so <c>localhost:0</c> is IPv4 only.</summary>
    public IEnumerable<IPEndPoint> EndPoints => (Port == 0 ? Addresses.Take(1) : Addresses).Select(address => new IPEndPoint(address, Port));

    /// <summary>Reads a setting.</summary>
    /// <param name="configuration">The configuration of the shop.</param>
    /// <param name="key">The key of the setting.</param>
    /// <param name="defaultValue">What the setting leaves out is taken from here.</param>
    /// <exception cref="SettingException">The value is invalid.</exception>
    public static ListenEndpoint Read(IConfiguration configuration, string key, ListenEndpoint defaultValue)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return defaultValue;
        }

        // The parser of addresses ignores a port after brackets.
        if (!text.Contains("]:", StringComparison.Ordinal) && text.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(text, out var bare))
        {
            return defaultValue with { Addresses = [bare] };
        }

        var colon = text.LastIndexOf(':');
        var addresses = colon < 0 ? defaultValue.Addresses : AddressesOf(text[..colon]);
        return addresses is not null
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port <= IPEndPoint.MaxPort
            ? new ListenEndpoint(addresses, port)
            : throw new SettingException(key, $"'{text}' is not a valid port; use 0 to {IPEndPoint.MaxPort}, optionally with an address, as in *:8080 and [::1]:8080");
    }

    /// <summary>The address at which this machine reaches it.</summary>
    public Uri ToUri() => new UriBuilder(
        "http", Addresses[0].Equals(IPAddress.Any) || Addresses[0].Equals(IPAddress.IPv6Any) ? "localhost" : Addresses[0].ToString(), Port).Uri;

    /// <summary>The value of the setting.</summary>
    public override string ToString() => Addresses.Count > 1 ? $"localhost:{Port}" : new IPEndPoint(Addresses[0], Port).ToString();

    private static IReadOnlyList<IPAddress>? AddressesOf(string text) => text switch
    {
        "*" or "+" => All,
        "localhost" => Localhost,
        _ => IPAddress.TryParse(text, out var address) && (address.AddressFamily == AddressFamily.InterNetwork || text.StartsWith('[')) ? [address] : null,
    };

    private static bool HasIPv6Loopback()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
