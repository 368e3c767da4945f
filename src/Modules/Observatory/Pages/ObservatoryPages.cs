using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>Maps the pages. They need no scripts, so the URL contains the complete state of a page and can be shared.</summary>
internal static class ObservatoryPages
{
    private static readonly EmbeddedFile Style = EmbeddedFile.FindAll(typeof(ObservatoryPages).Assembly)["observatory.css"];

    public static void MapObservatoryPages(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(LayoutModel.Path);
        pages.MapGet("/", TracesPageModel.Page);
        pages.MapGet("/traces/{id}", TracePageModel.Page);
        pages.MapGet("/map", MapPageModel.Page);
        pages.MapGet("/metrics", MetricsPageModel.Page);
        pages.MapGet("/logs", LogsPageModel.Page);
        pages.MapGet("/observatory.css", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "max-age=300";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Style;
        });
    }
}
