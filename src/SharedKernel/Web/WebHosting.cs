using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Web;

/// <summary>Adds HTTP between modules: to a module its pipeline and the forwarders to other modules.</summary>
public static class WebHosting
{
    extension(RunningModule module)
    {
        /// <summary>The HTTP pipeline of the module.</summary>
        public RequestDelegate Http => module.Services.GetRequiredService<ModulePipeline>().Handler;
    }

    /// <summary>Adds the connections to modules of other processes, and who is an operator.</summary>
    /// <param name="host">The services of the host.</param>
    /// <param name="tls">The certificates of this process; null without mutual TLS.</param>
    public static void AddShopWeb(this IServiceCollection host, MutualTls? tls)
    {
        host.AddSingleton(services => new ForwarderFactory(services.GetRequiredService<RunningShop>(), services.GetRequiredService<ShopTopology>(), tls));
        host.AddSingleton<OperatorAccess>();
    }

    /// <summary>Adds the HTTP pipeline of a module, and the clients of the modules that its descriptor forwards to.</summary>
    /// <param name="module">The services of the module.</param>
    /// <param name="descriptor">The descriptor of the module.</param>
    /// <param name="host">The services of the host.</param>
    /// <param name="admission">The middleware before the span of a request, in order.</param>
    /// <param name="steps">The middleware of the module, in order.</param>
    /// <param name="endpoints">The endpoints of the module.</param>
    /// <param name="webAddress">Returns the address of this process's web port once it is open.</param>
    public static void AddModuleWeb(
        this IServiceCollection module,
        ModuleDescriptor descriptor,
        IServiceProvider host,
        IReadOnlyList<Action<IApplicationBuilder>> admission,
        IReadOnlyList<Action<IApplicationBuilder>> steps,
        IReadOnlyList<Action<IEndpointRouteBuilder>> endpoints,
        Func<Uri> webAddress)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        module.AddSingleton(_ => host.GetRequiredService<OperatorAccess>());
        module.AddSingleton(own => new ModulePipeline(descriptor, own, own.GetRequiredService<ModuleTelemetry>(), admission, steps, endpoints));
        if (descriptor.ServesHttp)
        {
            module.AddRequestSpans(isFirst: descriptor == host.GetRequiredService<ShopTopology>().Running.FirstOrDefault(running => running is { ServesHttp: true, IsRecorded: true }));
        }

        foreach (var name in descriptor.ForwardsTo)
        {
            module.AddKeyedSingleton<IForwarder>(name, (own, _) =>
                host.GetRequiredService<ForwarderFactory>().ForwarderFor(own.GetRequiredService<ModuleTelemetry>(), host.GetRequiredService<ShopTopology>().Module(name)));
        }

        if (descriptor.CallsPublicPort)
        {
            module.AddSingleton(own => host.GetRequiredService<ForwarderFactory>().ShopHttpClientFor(own.GetRequiredService<ModuleTelemetry>(), webAddress));
        }
    }
}
