using System.Diagnostics;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Sessions;

namespace AstronomyShop.Modules.Storefront.Pages;

/// <summary>
/// The common layout of all pages. The <c>data-cy</c> names, here and on the pages, are those of the public shop's browser tests.
/// </summary>
internal sealed record MainLayoutModel(Page Page, PageContext Context, FooterModel Footer)
{
    // The templates for the script are the markup of the pages.
    private static readonly ProductResponse Blank = new(string.Empty, string.Empty, string.Empty, "blank", null, []);

    /// <summary>Continues the trace of the page request in the browser's page load.</summary>
    public static string? TraceParent => Activity.Current is { Recorded: true } activity ? activity.Id : null;

    public ProductCardModel BlankCard => new(Blank, Context);

    public ProductPageModel BlankProduct => new(Blank, [Blank], [], Context);
}
