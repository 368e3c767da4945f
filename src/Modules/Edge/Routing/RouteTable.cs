using AstronomyShop.Modules.Edge.Errors;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Edge.Routing;

/// <summary>The routes of the edge. The first matching route is used; the last one matches all paths.</summary>
internal sealed class RouteTable(
    [FromKeyedServices("Images")] IForwarder images,
    [FromKeyedServices("Flags")] IForwarder flags,
    [FromKeyedServices("Storefront")] IForwarder storefront)
{
    private const string FlagService = "/flagservice/";
    private const string EventStream = "/flagservice/flagd.evaluation.v1.Service/EventStream";
    private const string FeatureLive = "/feature/live";

    private readonly Route[] table =
    [
        new("/images/", "Images", images) { CutsPrefix = true },
        new(FlagService, "Flags", flags) { CutsPrefix = true },
        new("/feature", "Flags", flags),
        new("/", "Storefront", storefront),
    ];

    /// <summary>Paths of endless streams, on which browsers and the flag page receive flag changes.</summary>
    public static bool IsStreaming(PathString path) => path == EventStream || path == FeatureLive;

    public async Task ForwardAsync(HttpContext context)
    {
        // OPTIONS * asks about the server as a whole and has no path.
        if (!context.Request.Path.HasValue)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var route = table.First(one => one.Matches(context.Request.Path));
        context.Features.Set(route);
        if (!await route.Forwarder.ForwardAsync(context, route.PathBehind(context.Request.Path)))
        {
            await (MaintenancePage.IsFor(context.Request) ? MaintenancePage.WriteAsync(context) : ProblemResponses.UpstreamUnavailableAsync(context));
        }
    }
}
