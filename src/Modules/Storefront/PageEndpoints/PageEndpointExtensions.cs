using AstronomyShop.Modules.Storefront.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.PageEndpoints;

/// <summary>The two kinds of routes that pages have.</summary>
internal static class PageEndpointExtensions
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Something to look at.</summary>
    public static void MapPage(this IEndpointRouteBuilder routes, string path, RequestDelegate show) => routes.MapMethods(path, Reading, show);

    /// <summary>Where a form of a page of ours is sent to.</summary>
    public static void MapForm(this IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> take) =>
        routes.MapPost(path, (Delegate)take).AddEndpointFilter<SameOriginFilter>();

    /// <summary>The answer to a form that was taken: the page to go on with, so that reloading sends nothing again.</summary>
    public static IResult RedirectTo(string path) => new SeeOther(path);

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
