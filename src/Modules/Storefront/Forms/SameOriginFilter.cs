using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Forms;

/// <summary>
/// Takes forms from the shop's own pages only. A browser says of itself where a form was; one too old to say so does not send the
/// session's cookie with a form of another site, and the form is then nobody's.
/// </summary>
internal sealed class SameOriginFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
            ? TypedResults.StatusCode(StatusCodes.Status403Forbidden)
            : await next(context);
}
