using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The common layout of the pages: head, navigation, and a summary of the stored data.</summary>
internal static class Layout
{
    public const string Path = "/observatory";

    // No scripts, and styles only from this site: a page that shows untrusted text must not be able to execute anything.
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly (string Title, string Address)[] Places =
        [("Traces", "/observatory/"), ("Map", "/observatory/map"), ("Metrics", "/observatory/metrics"), ("Logs", "/observatory/logs")];

    public static IResult Page(HttpContext context, TelemetryStore store, string title, Html body, int status = StatusCodes.Status200OK)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.Content(Document(store, title, body).ToString(), "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>The colour of a service: always the same for the same name.</summary>
    public static string Colour(string service)
    {
        // With this factor the services of the shop get different colours.
        var hash = 1u;
        foreach (var letter in service)
        {
            hash = (hash * 279) + letter;
        }

        return $"k{hash % 24}";
    }

    public static Html Service(string service) => new Html().Add($"""<span class="service"><i class="dot {Colour(service)}"></i>{service}</span>""");

    private static Html Document(TelemetryStore store, string title, Html body)
    {
        // A page without an entry in the navigation, a single trace, belongs to the first entry.
        var under = Array.Exists(Places, place => place.Title == title) ? title : Places[0].Title;
        var here = new Html().Each(Places, (html, place) => html.Add(
            $"""<a href="{place.Address}"{Current(place.Title == under)}>{place.Title}</a>"""));
        return new Html().Add($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title} · Observatory</title>
            <link rel="stylesheet" href="/observatory/observatory.css">
            </head>
            <body>
            <a class="skip" href="#content">Skip to content</a>
            <header>
            <a class="brand" href="/observatory/"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 1.5l2.2 8.3 8.3 2.2-8.3 2.2L12 22.5l-2.2-8.3L1.5 12l8.3-2.2z"/></svg>Observatory</a>
            <nav aria-label="Observatory">{here}</nav>
            </header>
            <main id="content">
            {body}
            </main>
            <footer>{StorageSummary(store)}</footer>
            </body>
            </html>
            """);
    }

    private static Html Current(bool isHere) => isHere ? new Html().Add($" aria-current=\"page\"") : new Html();

    private static Html StorageSummary(TelemetryStore store)
    {
        var (spans, logs, metrics) = (store.Traces.State, store.Logs.State, store.Metrics.State);
        var dropped = store.Metrics.Dropped();
        var byService = dropped.Count == 0 ? "" : $": {string.Join(", ", dropped.Select(one => $"{one.Service} {one.Items:N0}"))}";
        return new Html().Add($"""
            <span>{spans.Count:N0} spans, {logs.Count:N0} log records, {metrics.Count:N0} series stored in {(spans.Bytes + logs.Bytes) / 1048576.0:0.0} MB</span>
            <span>{spans.Forgotten + logs.Forgotten + metrics.Refused:N0} items evicted or rejected by limits</span>
            <span{Alarm(dropped.Count > 0)}>{dropped.Sum(one => one.Items):N0} dropped before export{byService}</span>
            """);
    }

    private static Html Alarm(bool isOn) => isOn ? new Html().Add($" class=\"bad\"") : new Html();
}
