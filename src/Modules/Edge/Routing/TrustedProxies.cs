using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace AstronomyShop.Modules.Edge.Routing;

/// <summary>
/// The proxies in front of the edge whose forwarded headers are trusted: an ingress that terminates TLS. Empty by default; headers of all other
/// clients are ignored.
/// </summary>
internal static class TrustedProxies
{
    private const char Separator = ',';

    /// <summary>Null when an entry is neither an address nor a network.</summary>
    public static IReadOnlyList<IPNetwork>? Read(string text)
    {
        var named = text.Split(Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadOne).ToList();
        return named.Contains(null) ? null : [.. named.OfType<IPNetwork>()];
    }

    /// <summary>
    /// Options for client address and scheme from these proxies; of several proxies in a row, the value that the others passed on.
    /// </summary>
    public static ForwardedHeadersOptions ToForwardedHeadersOptions(IReadOnlyList<IPNetwork> proxies)
    {
        // An empty list would trust every client.
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in proxies)
        {
            options.KnownIPNetworks.Add(network);
        }

        return options;
    }

    private static IPNetwork? ReadOne(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
