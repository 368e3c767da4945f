using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags.Pages;

/// <summary>The whole document as text. One that is refused is shown again, with the line and the rule that it breaks.</summary>
internal static class DocumentPage
{
    public static IResult Show(HttpContext context, string text, string? problem = null)
    {
        var body = new Html().Add($"""
            <h1>Document</h1>
            <p class="count">In <a href="https://flagd.dev/reference/flag-definitions/">flagd's form</a>. It is checked as a whole and replaces the present one.</p>
            {(problem is null ? null : new Html().Add($"""<p class="problem" role="alert" id="problem">Not saved. {problem}</p>"""))}
            <form class="document" method="post" action="/feature/advanced">
            <label for="document">The document, as JSON</label>
            <textarea id="document" name="document" rows="36" spellcheck="false"{Layout.Attribute("aria-describedby", "problem", problem is not null)}>
            {text}</textarea>
            <p><button>Save</button></p>
            </form>
            """);
        return Layout.Page(context, "Document", body, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
