using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace AstronomyShop.Modules.Edge;

/// <summary>
/// Those before the door whose word is taken for how and from where a request came: an ingress that ends TLS. Nobody, unless they are
/// named; whoever is not one of them is believed nothing.
/// </summary>
internal static class TrustedProxies
{
    private const char Separator = ',';

    /// <summary>Null when one of them is neither an address nor a network.</summary>
    public static IReadOnlyList<IPNetwork>? Read(string text)
    {
        var named = text.Split(Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadOne).ToList();
        return named.Contains(null) ? null : [.. named.OfType<IPNetwork>()];
    }

    /// <summary>The client and the scheme, as they say it; of several of them in a row, the one that the others pass on.</summary>
    public static ForwardedHeadersOptions ToForwardedHeadersOptions(IReadOnlyList<IPNetwork> proxies)
    {
        // To the middleware an empty list is everybody.
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
