using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;

namespace AstronomyShop.Tests.Modules.Edge;

/// <summary>A storefront that returns the path, the baggage and the requested headers of each request.</summary>
public sealed class HeaderEchoModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Storefront", "frontend") { ServesHttp = true };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.UseHttpStep(app => app.Run(ShowAsync));
    }

    private static Task ShowAsync(HttpContext context)
    {
        var shown = context.Request.Query["header"]
            .Select(name => $"{name}={context.Request.Headers[name!]}")
            .Append($"path={context.Request.Path}")
            .Append($"in hand={string.Join(",", Baggage.Current.GetBaggage().OrderBy(entry => entry.Key).Select(entry => $"{entry.Key}={entry.Value}"))}");
        return context.Response.WriteAsync(string.Join('\n', shown));
    }
}
