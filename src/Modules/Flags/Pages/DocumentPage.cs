using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags.Pages;

/// <summary>The editor for the whole document. A rejected document is shown again, with the line and the violated rule.</summary>
internal static class DocumentPage
{
    public static IResult Show(HttpContext context, string text, string? problem = null)
    {
        var body = new Html().Add($"""
            <h1>Document</h1>
            <p class="count">The document in <a href="https://flagd.dev/reference/flag-definitions/">flagd's format</a>. It is validated and replaces the current one.</p>
            {(problem is null ? null : new Html().Add($"""<p class="problem" role="alert" id="problem">Not saved. {problem}</p>"""))}
            <form class="document" method="post" action="/feature/advanced">
            <label for="document">Document (JSON)</label>
            <textarea id="document" name="document" rows="36" spellcheck="false"{Layout.Attribute("aria-describedby", "problem", problem is not null)}>
            {text}</textarea>
            <p><button>Save</button></p>
            </form>
            """);
        return Layout.Page(context, "Document", body, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
