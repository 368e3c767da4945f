using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags.Pages;

/// <summary>The editor for the whole document. A rejected document is shown again, with the line and the violated rule.</summary>
internal sealed record DocumentPageModel(string Text, string? Problem)
{
    public static HtmlPage Page(HttpContext context, string text, string? problem = null) =>
        FlagsLayoutModel.Page(context, "Document", new Pages_DocumentPage { Model = new(text, problem) }, problem);
}
