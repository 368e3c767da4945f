using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.PageEndpoints;

/// <summary>Serves the style sheet and the scripts. Pages request them by version, and the content of a version never changes.</summary>
internal sealed class AssetEndpoints : IEndpoints
{
    private const string CacheControl = "public, max-age=3600";
    private const string ImmutableCacheControl = "public, max-age=31536000, immutable";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/styles.css", ShowStylesAsync);
        routes.MapPage("/scripts/{version}/{file}", ShowScriptAsync);
    }

    private static Task ShowStylesAsync(HttpContext context) =>
        ShowAsync(context, Assets.Styles, isCurrent: context.Request.Query["v"] == Assets.StylesVersion);

    // A page of an older version gets the current script; it must not be cached under the older version.
    private static Task ShowScriptAsync(HttpContext context) =>
        Assets.Scripts.GetValueOrDefault((string)context.GetRouteValue("file")!) is { } script
            ? ShowAsync(context, script, isCurrent: (string)context.GetRouteValue("version")! == Assets.ScriptsVersion)
            : TypedResults.NotFound().ExecuteAsync(context);

    private static Task ShowAsync(HttpContext context, EmbeddedFile file, bool isCurrent)
    {
        context.Response.Headers.CacheControl = isCurrent ? ImmutableCacheControl : CacheControl;
        return file.ExecuteAsync(context);
    }
}
