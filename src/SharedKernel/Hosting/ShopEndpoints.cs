using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>The addresses on which the shop listens after startup; a configured port 0 is replaced by the actual port.</summary>
public sealed class ShopEndpoints
{
    private readonly IServer server;

    /// <summary>Reads the endpoints of a server.</summary>
    public ShopEndpoints(IServer server) => this.server = server;

    /// <summary>The public HTTP port.</summary>
    public Uri Web => At(0);

    /// <summary>The gRPC port.</summary>
    public Uri Grpc => At(1);

    /// <summary>The management port: health and audit.</summary>
    public Uri Management => At(2);

    // Kestrel reports addresses in the order in which they were added.
    private Uri At(int position)
    {
        var address = new UriBuilder(server.Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(position));
        if (address.Host is "0.0.0.0" or "[::]")
        {
            address.Host = "localhost";
        }

        return address.Uri;
    }
}
