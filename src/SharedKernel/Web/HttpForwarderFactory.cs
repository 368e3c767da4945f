using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>YARP's forwarder, which can only be had from a container.</summary>
internal static class HttpForwarderFactory
{
    public static IHttpForwarder Create() =>
        new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider().GetRequiredService<IHttpForwarder>();
}
