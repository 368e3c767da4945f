using Microsoft.AspNetCore.Builder;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Images;

/// <summary>Serves the pictures by path; the edge publishes them below <c>/images</c>.</summary>
internal static class ImageEndpoints
{
    // One hour: a changed picture becomes visible the same day, and until then a page needs no request for it.
    private const string CacheControl = "public, max-age=3600";

    // Requested with its content hash. When the picture changes, pages request another URL.
    private const string ImmutableCacheControl = "public, max-age=31536000, immutable";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapImageEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/{file}", Reading, ShowPicture);
        routes.MapMethods("/products/{file}", Reading, ShowProduct);
    }

    private static Results<EmbeddedFile, NotFound> ShowPicture(string file, string? width, string? v, HttpContext context, Gallery gallery) =>
        Show(gallery.Find(file, width), v, context);

    private static Results<EmbeddedFile, NotFound> ShowProduct(string file, string? width, string? v, HttpContext context, Gallery gallery) =>
        Show(gallery.Find($"products/{file}", width), v, context);

    private static Results<EmbeddedFile, NotFound> Show(EmbeddedFile? picture, string? version, HttpContext context)
    {
        if (picture is null)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = version == picture.Version ? ImmutableCacheControl : CacheControl;
        return picture;
    }
}
