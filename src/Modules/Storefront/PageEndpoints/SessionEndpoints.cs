using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Forms;
using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.Modules.Storefront.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.PageEndpoints;

/// <summary>
/// Changes the session that the pages go by: the currency, by the switch on each page; and the id, by the script, when the browser's
/// storage holds a session of its own.
/// </summary>
internal sealed class SessionEndpoints(PageContextFactory contexts) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapForm("/session", ChangeAsync);

    private async Task<IResult> ChangeAsync(HttpContext context)
    {
        var form = await FormBody.ReadAsync(context);
        var page = await contexts.CreateAsync(context);
        var (userId, currency) = (form.Text("user_id"), form.Text("currency_code"));
        if (!page.Currencies.Contains(currency))
        {
            throw new InvalidRequestException("currency_code", "is no currency the shop takes");
        }

        if (userId.Length > 0 && !UserIdFormat.IsValid(userId))
        {
            throw new InvalidRequestException("user_id", UserIdFormat.Problem);
        }

        Cookies.SaveSession(context, new Session(userId.Length > 0 ? userId : page.Session.UserId, currency));
        return PageEndpointExtensions.RedirectTo(IsOurs(form.Text("back")) ? form.Text("back") : "/");
    }

    // Never on to another site: "//" and "/\" begin the name of one.
    private static bool IsOurs(string path) =>
        path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl);
}
