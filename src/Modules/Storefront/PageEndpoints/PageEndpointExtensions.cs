using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.PageEndpoints;

/// <summary>Maps the two kinds of page routes.</summary>
internal static class PageEndpointExtensions
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps a page.</summary>
    public static void MapPage(this IEndpointRouteBuilder routes, string path, RequestDelegate show) => routes.MapMethods(path, Reading, show);

    /// <summary>Maps the target of a form.</summary>
    public static void MapForm(this IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> take) =>
        routes.MapPost(path, (Delegate)take).AddEndpointFilter(new FormFilter());

    /// <summary>The response to a successful form: a redirect, so that reloading the next page does not submit the form again.</summary>
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
