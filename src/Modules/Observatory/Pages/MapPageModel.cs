using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The service map of the last minutes, as a drawing and as a table.</summary>
internal sealed record MapPageModel(ServiceMap All, ServiceMap Map)
{
    public const int Minutes = 5;

    private const int MaxServices = 60;
    private const int MaxCalls = 300;

    /// <summary>How many services and connections are not shown.</summary>
    public (int Services, int Calls) Hidden => (All.Services.Count - Map.Services.Count, All.Calls.Count - Map.Calls.Count);

    public static HtmlPage Page(HttpContext context, TelemetryStore store)
    {
        var map = ServiceMap.Of(store.Traces.All(), store.Time.GetUtcNow().UtcDateTime.AddMinutes(-Minutes));
        return LayoutModel.Page(context, store, "Map", new Pages_MapPage { Model = new(map, map.Busiest(MaxServices, MaxCalls)) });
    }
}
