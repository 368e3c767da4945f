using System.Text;
using AstronomyShop.Modules.Storefront.Sessions;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>A whole page: its title, and what stands between the head and the foot that all pages share.</summary>
internal sealed class Page(string title, Html content)
{
    // Scripts, styles, pictures and answers of the shop's own only, and nothing inside the page. What a page needs more it must add here.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // A page shows whose it is and what is in the cart now: going back in the browser must not bring an old one.
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
