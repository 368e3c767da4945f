using AstronomyShop.Modules.Observatory.Storage;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>Rate, errors and duration of each service, and any single metric.</summary>
internal static class MetricsPage
{
    private const int Minutes = 10;
    private const int Steps = 30;
    private const int MaxSeries = 60;

    public static IResult Show(HttpContext context, TelemetryStore store)
    {
        var (service, name) = (context.Request.Query["service"].ToString(), context.Request.Query["name"].ToString());
        var names = store.Metrics.Names();
        var body = new Html().Add($"""
            <h1>Metrics</h1>
            <form class="search" action="/observatory/metrics" role="search">
            {Forms.Choice("Service", "service", service, store.Services(), "any")}
            {Forms.Choice("Metric", "name", name, names.Select(known => known.Name), "rate, errors, duration")}
            <button>Show</button>
            </form>
            {(name.Length == 0 ? Operations(store, service) : One(store, service, name, names.FirstOrDefault(known => known.Name == name).Description))}
            """);
        return Layout.Page(context, store, "Metrics", body);
    }

    private static Html Operations(TelemetryStore store, string service)
    {
        var now = store.Time.GetUtcNow().UtcDateTime;
        var since = now.AddMinutes(-Minutes);
        var annotations = Annotation.Since(since, store.Logs);
        var served = store.Traces.All().Where(trace => trace.End >= since).SelectMany(trace => trace.Spans)
            .Where(span => span.Start >= since && (span.IsServed || span.Span.ParentSpanId.IsEmpty) && (service.Length == 0 || span.Service == service))
            .GroupBy(span => (span.Service, span.Name)).OrderBy(group => group.Key).Take(MaxSeries).ToList();
        return served.Count == 0
            ? new Html().Add($"""<p class="nothing">No requests in the last {Minutes} minutes.</p>""")
            : new Html().Add($"""
                <p class="count">The last {Minutes} minutes, from the stored spans</p>
                {Changes(annotations)}
                <div class="scroll"><table class="numbers red">
                <thead><tr><th scope="col">Service and operation</th><th scope="col">Rate</th><th scope="col">Errors</th><th scope="col">Duration, p95</th></tr></thead>
                <tbody>{new Html().Each(served, (html, group) => html.Add($"{Operation(group.Key.Service, group.Key.Name, [.. group], since, annotations)}"))}</tbody></table></div>
                """);
    }

    private static Html Changes(IReadOnlyList<Annotation> annotations) => annotations.Count == 0 ? new Html() : new Html().Add($"""
        <ol class="marks" aria-label="Flag changes">{new Html().Each(annotations, (html, mark) => html.Add($"<li><time>{mark.At:HH:mm:ss}</time> {mark.Text}</li>"))}</ol>
        """);

    private static Html Operation(string service, string name, IReadOnlyCollection<StoredSpan> spans, DateTime since, IReadOnlyList<Annotation> annotations)
    {
        (double, string)[] at = [.. annotations.Select(mark => ((mark.At - since) / TimeSpan.FromMinutes(Minutes), mark.Text))];
        var step = TimeSpan.FromMinutes(Minutes) / Steps;
        var buckets = spans.ToLookup(span => Math.Min(Steps - 1, (int)((span.Start - since) / step)));
        var statistics = Enumerable.Range(0, Steps).Select(at => CallStatistics.Of([.. buckets[at]])).ToList();
        var all = CallStatistics.Of(spans);
        return new Html().Add($"""
            <tr><th scope="row">{Layout.Service(service)}<a href="/observatory/?service={Uri.EscapeDataString(service)}&amp;operation={Uri.EscapeDataString(name)}">{Breakable(name)}</a></th>
            <td data-label="Rate"><b>{MapPage.Rate(all.Count, Minutes)}</b>{Chart.Of([.. statistics.Select(statistics => (double)statistics.Count)], "requests over time", "rate", at)}</td>
            <td data-label="Errors" class="{(all.Errors > 0 ? "bad" : "fine")}"><b>{100 * all.ErrorShare:0.#} %</b>{Chart.Of([.. statistics.Select(statistics => (double)statistics.Errors)], "errors over time", all.Errors > 0 ? "errors" : "quiet", at)}</td>
            <td data-label="p95"><b>{Durations.Show(all.P95)}</b>{Chart.Of([.. statistics.Select(statistics => statistics.P95.TotalMilliseconds)], "p95 over time", "duration", at)}</td></tr>
            """);
    }

    private static Html One(TelemetryStore store, string service, string name, string? description)
    {
        var found = store.Metrics.All().Where(series => series.Name == name && (service.Length == 0 || series.Service == service))
            .OrderBy(series => series.Service, StringComparer.Ordinal).ThenBy(series => series.Attributes, StringComparer.Ordinal).Take(MaxSeries).ToList();
        return new Html().Add($"""
            <h2><code>{name}</code></h2><p class="count">{description} {Reading(found.FirstOrDefault())}</p>
            <div class="scroll"><table class="numbers red">
            <thead><tr><th scope="col">Series</th><th scope="col">Latest</th><th scope="col">Over time</th></tr></thead>
            <tbody>{new Html().Each(found, (html, series) => html.Add($"{Row(series)}"))}</tbody></table></div>
            """);
    }

    private static Html Row(Series series)
    {
        var points = series.Points();
        var latest = points.Count == 0 ? "–" : FormattableString.Invariant($"{points[^1].Value:G4} {Unit(series)}");
        return new Html().Add($"""
            <tr><th scope="row">{Layout.Service(series.Service)}<small>{series.Attributes}</small></th><td><b>{latest}</b></td>
            <td>{Chart.Of([.. points.Select(point => point.Value)], $"{series.Name} over time", "duration")}</td></tr>
            """);
    }

    // A long name without spaces may break after a slash.
    private static Html Breakable(string name)
    {
        var parts = name.Split('/');
        return new Html().Add($"{parts[0]}").Each(parts.Skip(1), (html, part) => html.Add($"/<wbr>{part}"));
    }

    private static string Reading(Series? series) => series?.Kind switch
    {
        SeriesKind.Counter => "Shown per second.",
        SeriesKind.Histogram => "Shown as the average of each interval.",
        _ => "",
    };

    private static string Unit(Series series) => series.Kind == SeriesKind.Counter ? $"{series.Unit}/s" : series.Unit;
}
