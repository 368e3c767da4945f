using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Forms;
using AstronomyShop.Modules.Storefront.Requests;
using AstronomyShop.Modules.Storefront.Visits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Shopping;

/// <summary>
/// Changes the session that the pages go by: the currency, by the switch on each page; and the id, by the script, when the browser's
/// storage holds a session of its own.
/// </summary>
internal sealed class SessionForms(VisitorsBook visitors) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapForm("/session", Change);

    private async Task<IResult> Change(HttpContext context)
    {
        var form = await FormBody.Read(context);
        var visit = await visitors.Begin(context);
        var (userId, currency) = (form.Text("user_id"), form.Text("currency_code"));
        if (!visit.Currencies.Contains(currency))
        {
            throw new WrongRequestException("currency_code", "is no currency the shop takes");
        }

        if (userId.Length > 0 && !UserIds.IsOne(userId))
        {
            throw new WrongRequestException("user_id", UserIds.Problem);
        }

        Cookies.Keep(context, new Session(userId.Length > 0 ? userId : visit.Session.UserId, currency));
        return PageRoutes.GoOnTo(IsOurs(form.Text("back")) ? form.Text("back") : "/");
    }

    // Never on to another site: "//" and "/\" begin the name of one.
    private static bool IsOurs(string path) =>
        path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl);
}
