using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>Creates YARP's forwarder, which is only available from a service container.</summary>
internal static class HttpForwarderFactory
{
    public static IHttpForwarder Create() =>
        new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider().GetRequiredService<IHttpForwarder>();
}
