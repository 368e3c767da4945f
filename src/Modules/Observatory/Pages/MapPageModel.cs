using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The service map of the last minutes, as a drawing and as a table.</summary>
internal sealed record MapPageModel(ServiceMap Map)
{
    public const int Minutes = 5;

    public static HtmlPage Page(HttpContext context, TelemetryStore store)
    {
        var map = ServiceMap.Of(store.Traces.All(), store.Time.GetUtcNow().UtcDateTime.AddMinutes(-Minutes));
        return LayoutModel.Page(context, store, "Map", new Pages_MapPage { Model = new(map) });
    }
}
