using AstronomyShop.Modules.Observatory.Storage;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The search page for traces.</summary>
internal sealed record TracesPageModel(
    TraceQuery Query, string? MinDuration, IEnumerable<string> Services, IEnumerable<string> Operations, IReadOnlyList<StoredTrace> Found)
{
    private const int MaxOperations = 500;

    public long LongestTicks { get; } = Math.Max(1, Found.Select(trace => trace.Duration.Ticks).DefaultIfEmpty().Max());

    public static HtmlPage Page(HttpContext context, TelemetryStore store)
    {
        var queryString = context.Request.Query;
        var query = new TraceQuery
        {
            Service = queryString["service"],
            Operation = queryString["operation"],
            MinDuration = Durations.Read(queryString["min"]),
            OnlyErrors = queryString["error"] == "true",
            Text = queryString["text"].ToString().Trim(),
        };
        var operations = store.Traces.All().SelectMany(trace => trace.Spans)
            .Where(span => string.IsNullOrEmpty(query.Service) || span.Service == query.Service)
            .Select(span => span.Name).Distinct().Order(StringComparer.Ordinal).Take(MaxOperations);
        var model = new TracesPageModel(query, queryString["min"], store.Services(), operations, query.Find(store.Traces));
        return LayoutModel.Page(context, store, "Traces", new Pages_TracesPage { Model = model });
    }
}
