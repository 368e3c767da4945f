using AstronomyShop.Modules.Observatory.Storage;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The search page for traces.</summary>
internal sealed record TracesPageModel(
    TraceQuery Query, string? MinDuration, IEnumerable<string> Services, IEnumerable<string> Operations, IReadOnlyList<string> Problems, IReadOnlyList<StoredTrace> Found)
{
    private const int MaxOperations = 500;

    public long LongestTicks { get; } = Math.Max(1, Found.Select(trace => trace.Duration.Ticks).DefaultIfEmpty().Max());

    public static HtmlPage Page(HttpContext context, TelemetryStore store)
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
        var operations = store.Traces.All().SelectMany(trace => trace.Spans)
            .Where(span => string.IsNullOrEmpty(query.Service) || span.Service == query.Service)
            .Select(span => span.Name).Distinct().Order(StringComparer.Ordinal).Take(MaxOperations);
        var model = new TracesPageModel(query, queryString["min"], store.Services(), operations, problems, problems.Length == 0 ? query.Find(store.Traces) : []);
        return LayoutModel.Page(context, store, "Traces", new Pages_TracesPage { Model = model }, problems.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
