using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Forms;

/// <summary>
/// Accepts forms only from the shop's own pages. Browsers report the origin of a form; a browser too old for that does not send the session
/// cookie with a cross-site form, so the form has no session.
/// </summary>
internal sealed class SameOriginFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
            ? TypedResults.StatusCode(StatusCodes.Status403Forbidden)
            : await next(context);
}
