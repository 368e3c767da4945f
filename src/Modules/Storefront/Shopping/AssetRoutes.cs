using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Shopping;

/// <summary>The style sheet and the script. Pages ask for them by version, and a version never changes.</summary>
internal sealed class AssetRoutes : IEndpoints
{
    private const string MayBeKept = "public, max-age=3600";
    private const string MayBeKeptForever = "public, max-age=31536000, immutable";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/styles.css", ShowStyles);
        routes.MapPage("/scripts/{version}/{file}", ShowScript);
    }

    private static Task ShowStyles(HttpContext context) =>
        Show(context, Assets.Styles, "text/css; charset=utf-8", isCurrent: context.Request.Query["v"] == Assets.StylesVersion);

    // A page of yesterday's shop gets today's script; it must not keep that for yesterday's.
    private static Task ShowScript(HttpContext context) =>
        Assets.Scripts.GetValueOrDefault((string)context.GetRouteValue("file")!) is { } script
            ? Show(context, script, "text/javascript; charset=utf-8", isCurrent: (string)context.GetRouteValue("version")! == Assets.ScriptsVersion)
            : TypedResults.NotFound().ExecuteAsync(context);

    private static Task Show(HttpContext context, byte[] content, string type, bool isCurrent)
    {
        context.Response.Headers.CacheControl = isCurrent ? MayBeKeptForever : MayBeKept;
        return TypedResults.Bytes(content, type).ExecuteAsync(context);
    }
}
