using Microsoft.AspNetCore.Http;
using RazorSlices;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The common layout of the pages: head, navigation, and a summary of the stored data.</summary>
internal sealed record LayoutModel(TelemetryStore Store, string Title, RazorSlice Body)
{
    public const string Path = "/observatory";

    /// <summary>How many services the footer names.</summary>
    public const int MaxDropped = 20;

    // No scripts, and styles only from this site: a page that shows untrusted text must not be able to execute anything.
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static IReadOnlyList<(string Title, string Address)> Places { get; } =
        [("Traces", "/observatory/"), ("Map", "/observatory/map"), ("Metrics", "/observatory/metrics"), ("Logs", "/observatory/logs")];

    /// <summary>The entry of the navigation. A page without one, a single trace, belongs to the first.</summary>
    public string Place => Places.Any(place => place.Title == Title) ? Title : Places[0].Title;

    public static HtmlPage Page(HttpContext context, TelemetryStore store, string title, RazorSlice body, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return new HtmlPage(new Pages_Layout { Model = new(store, title, body) }, Policy, status);
    }
}
