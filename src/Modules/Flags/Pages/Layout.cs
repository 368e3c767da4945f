using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags.Pages;

/// <summary>The common layout of the flag pages. Values of the document are always encoded as text.</summary>
internal static class Layout
{
    // One script and one style sheet from this site; without the script the pages work but do not refresh by themselves.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly (string Title, string Address)[] Places =
        [("Flags", "/feature/"), ("Scheduler", "/feature/scheduler"), ("Document", "/feature/advanced")];

    public static IResult Page(HttpContext context, string title, Html body, int status = StatusCodes.Status200OK)
    {
        ChangeAuthor.EnsureSession(context);
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(Document(title, body).ToString(), "text/html; charset=utf-8", statusCode: status);
    }

    private static Html Document(string title, Html body)
    {
        var here = new Html().Each(Places, (html, place) => html.Add($"""<a href="{place.Address}"{Attribute("aria-current", "page", place.Title == title)}>{place.Title}</a>"""));
        return new Html().Add($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title} · Flags of the Astronomy Shop</title>
            <link rel="stylesheet" href="/feature/feature.css">
            <script src="/feature/feature.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#content">Skip to content</a>
            <header>
            <a class="brand" href="/feature/"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 2v20h2v-7h11l-3-5 3-5H7V2z"/></svg>Flags</a>
            <nav aria-label="Flags">{here}</nav>
            </header>
            <main id="content">
            {body}
            </main>
            </body>
            </html>
            """);
    }

    public static Html Attribute(string name, string value, bool isOn) => isOn ? new Html().Add($" {name}=\"{value}\"") : new Html();
}
