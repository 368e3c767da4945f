using AstronomyShop.Modules.Flags.Editing;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;
using RazorSlices;

namespace AstronomyShop.Modules.Flags.Pages;

/// <summary>The common layout of the flag pages.</summary>
internal sealed record FlagsLayoutModel(string Title, RazorSlice Body)
{
    // One script and one style sheet from this site; without the script the pages work but do not refresh by themselves.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static IReadOnlyList<(string Title, string Address)> Places { get; } =
        [("Flags", "/feature/"), ("Scheduler", "/feature/scheduler"), ("Document", "/feature/advanced")];

    /// <summary>The page, with status 400 when it shows a problem with what was submitted.</summary>
    public static HtmlPage Page(HttpContext context, string title, RazorSlice body, string? problem = null)
    {
        ChangeAuthor.EnsureSession(context);
        return new HtmlPage(
            new Pages_Layout { Model = new(title, body) }, Policy, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
