using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>The address of a client, for limits per client.</summary>
public static class ClientAddress
{
    private const int Ipv6NetworkBytes = 8;

    /// <summary>The client's address. One customer of a provider has a whole /64 of IPv6, so that of IPv6 it is the network.</summary>
    public static IPAddress Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Connection.RemoteIpAddress switch
        {
            null => IPAddress.None,
            { IsIPv4MappedToIPv6: true } address => address.MapToIPv4(),
            { AddressFamily: AddressFamily.InterNetworkV6 } address => new IPAddress([.. address.GetAddressBytes().Take(Ipv6NetworkBytes), .. new byte[Ipv6NetworkBytes]]),
            var address => address,
        };
    }
}
