using Microsoft.AspNetCore.Http;
using RazorSlices;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>Rate, errors and duration of each service, or any single metric.</summary>
internal sealed record MetricsPageModel(string Service, string Name, IEnumerable<string> Services, IEnumerable<string> Names, RazorSlice Table)
{
    public static HtmlPage Page(HttpContext context, TelemetryStore store)
    {
        var (service, name) = (context.Request.Query["service"].ToString(), context.Request.Query["name"].ToString());
        RazorSlice table = name.Length == 0
            ? new Pages_OperationsTable { Model = OperationsTableModel.Of(store, service) }
            : new Pages_SeriesTable { Model = SeriesTableModel.Of(store, service, name) };
        var model = new MetricsPageModel(service, name, store.Services(), store.MetricNames(), table);
        return LayoutModel.Page(context, store, "Metrics", new Pages_MetricsPage { Model = model });
    }
}
