using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>The addresses on which the shop listens after startup; a configured port 0 is replaced by the actual port.</summary>
public sealed class ShopEndpoints
{
    private readonly IServer server;
    private readonly ShopSettings settings;

    internal ShopEndpoints(IServer server, ShopSettings settings)
    {
        this.server = server;
        this.settings = settings;
    }

    /// <summary>The public HTTP port.</summary>
    public Uri Web => At(0);

    /// <summary>The gRPC port.</summary>
    public Uri Grpc => At(settings.Web.EndPoints.Count());

    /// <summary>The management port: health and audit.</summary>
    public Uri Management => At(settings.Web.EndPoints.Count() + settings.Grpc.EndPoints.Count());

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
