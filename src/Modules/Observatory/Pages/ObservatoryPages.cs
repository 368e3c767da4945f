using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>Maps the pages. They need no scripts, so the URL contains the complete state of a page and can be shared.</summary>
internal static class ObservatoryPages
{
    private static readonly byte[] Style = ReadStyle();

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
            return TypedResults.Bytes(Style, "text/css; charset=utf-8");
        });
    }

    private static byte[] ReadStyle()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("observatory.css")!;
        using var all = new MemoryStream();
        file.CopyTo(all);
        return all.ToArray();
    }
}
