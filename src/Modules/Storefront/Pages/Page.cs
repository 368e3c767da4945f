using System.Text;
using AstronomyShop.Modules.Storefront.Sessions;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>A complete page: its title, and the content inside the common layout.</summary>
internal sealed class Page(string title, Html content)
{
    // Only resources of this site, and no inline scripts or styles. A page that needs more must add it here.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // A page shows the user and the current cart: going back in the browser must not show outdated content.
    private const string NoStore = "no-store";

    public Task WriteAsync(HttpContext context, PageContext page, FooterModel footer, int status = StatusCodes.Status200OK)
    {
        var body = Encoding.UTF8.GetBytes(MainLayout.Render(title, content, page, footer).ToString());
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = NoStore;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
