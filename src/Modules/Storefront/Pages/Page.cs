using AstronomyShop.Modules.Storefront.Sessions;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;
using RazorSlices;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>A complete page: its title, and the content inside the common layout.</summary>
internal sealed record Page(string Title, RazorSlice Content)
{
    // Only resources of this site, and no inline scripts or styles. A page that needs more must add it here.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task WriteAsync(HttpContext context, PageContext page, FooterModel footer, int status = StatusCodes.Status200OK) =>
        new HtmlPage(new Pages_MainLayout { Model = new(this, page, footer) }, Policy, status).ExecuteAsync(context);
}
