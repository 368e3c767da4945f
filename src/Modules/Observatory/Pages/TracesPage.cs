using AstronomyShop.Modules.Observatory.Storage;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The search page for traces.</summary>
internal static class TracesPage
{
    public static IResult Show(HttpContext context, TelemetryStore store)
    {
        var queryString = context.Request.Query;
        string[] problems =
        [
            .. Durations.TryRead(queryString["min"], out var least) ? (IEnumerable<string>)[] : ["Min duration is not a duration; use a value like 250ms or 1m30s."],
            .. queryString["error"].ToString() is "" or "true" or "false" ? (IEnumerable<string>)[] : ["Only errors must be true or false."],
        ];
        var query = new TraceQuery
        {
            Service = queryString["service"],
            Operation = queryString["operation"],
            MinDuration = least,
            OnlyErrors = queryString["error"] == "true",
            Text = queryString["text"].ToString().Trim(),
        };
        var found = problems.Length == 0 ? query.Find(store.Traces) : [];
        var operations = store.Traces.All().SelectMany(trace => trace.Spans)
            .Where(span => string.IsNullOrEmpty(query.Service) || span.Service == query.Service)
            .Select(span => span.Name).Distinct().Order(StringComparer.Ordinal).Take(500);
        var body = new Html().Add($"""
            <h1>Traces</h1>
            <form class="search" action="/observatory/" role="search">
            {Forms.Choice("Service", "service", query.Service, store.Services(), "any")}
            {Forms.Field("Operation", "operation", query.Operation, "any", operations)}
            {Forms.Field("Min duration", "min", queryString["min"], "10ms")}
            {Forms.Field("Name or attribute contains", "text", query.Text, "demo.order.id=")}
            {Forms.Tick("Only errors", "error", query.OnlyErrors)}
            <button>Search</button>
            </form>
            {(problems.Length == 0 ? List(found) : Forms.Problems(problems))}
            """);
        return Layout.Page(context, store, "Traces", body, problems.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static Html List(IReadOnlyList<StoredTrace> found)
    {
        if (found.Count == 0)
        {
            return new Html().Add($"""<p class="nothing">No traces found. Browse the shop, wait a second, and search again.</p>""");
        }

        var longest = found.Max(trace => trace.Duration.Ticks);
        var rows = new Html().Each(found, (html, trace) => html.Add($"""
            <li class="trace"><a href="/observatory/traces/{trace.Id}">
            <span class="what"><b>{trace.Headline.Name}</b>{Layout.Service(trace.Headline.Service)}{Errors(trace)}</span>
            <span class="when"><time>{trace.Start:HH:mm:ss.fff}</time><span>{trace.Spans.Count} {(trace.Spans.Count == 1 ? "span" : "spans")}</span></span>
            <span class="dots">{Dots(trace)}</span>
            <span class="took">{Durations.Show(trace.Duration)}</span>
            {Bar(trace, longest)}
            </a></li>
            """));
        return new Html().Add($"""
            <p class="count">{found.Count} {(found.Count == 1 ? "trace" : "traces")}, newest first; times are UTC</p>
            <ol class="traces">{rows}</ol>
            """);
    }

    private static Html Errors(StoredTrace trace)
    {
        var errors = trace.Spans.Count(span => span.IsError);
        return errors == 0 ? new Html() : new Html().Add($"""<span class="error">{errors} {(errors == 1 ? "error" : "errors")}</span>""");
    }

    private static Html Dots(StoredTrace trace) => new Html().Each(
        trace.Spans.GroupBy(span => span.Service).OrderByDescending(service => service.Count()),
        (html, service) => html.Add($"""<i class="dot {Layout.Colour(service.Key)}" title="{service.Key}: {service.Count()}"></i>"""));

    private static Html Bar(StoredTrace trace, long longest) => new Html().Add($"""
        <svg class="length" preserveAspectRatio="none" viewBox="0 0 100 2" aria-hidden="true"><rect width="{Math.Max(0.3, 100.0 * trace.Duration.Ticks / Math.Max(1, longest)):0.##}" height="2" class="{(trace.HasError ? "bad" : Layout.Colour(trace.Headline.Service))}"/></svg>
        """);
}
