using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Forms;
using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.Modules.Storefront.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.PageEndpoints;

/// <summary>
/// Changes the session of the pages: the currency, with the currency selector of each page; and the user id, by the script, when the browser's
/// storage contains another session.
/// </summary>
internal sealed class SessionEndpoints(PageContextFactory contexts) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapForm("/session", ChangeAsync);

    private async Task<IResult> ChangeAsync(HttpContext context)
    {
        var form = context.Request.Form;
        var page = await contexts.CreateAsync(context);
        var (userId, currency) = (form.Text("user_id"), form.Text("currency_code"));
        // The list is empty while the currency service is not available.
        if (page.Currencies.Count == 0 ? !SharedKernel.Primitives.Currencies.IsCode(currency) : !page.Currencies.Contains(currency))
        {
            throw new InvalidRequestException("currency_code", "is not a supported currency");
        }

        if (userId.Length > 0 && !UserIdFormat.IsValid(userId))
        {
            throw new InvalidRequestException("user_id", UserIdFormat.Problem);
        }

        Cookies.SaveSession(context, new Session(userId.Length > 0 ? userId : page.Session.UserId, currency));
        return PageEndpointExtensions.RedirectTo(IsOurs(form.Text("back")) ? form.Text("back") : "/");
    }

    // Never redirect to another site: "//" and "/\" begin a host name.
    private static bool IsOurs(string path) =>
        path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl);
}
