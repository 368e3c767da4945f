using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The service map of the last minutes, as a drawing and as a table.</summary>
internal static class MapPage
{
    private const int Minutes = 5;

    public static IResult Show(HttpContext context, TelemetryStore store)
    {
        var map = ServiceMap.Of(store.Traces.All(), store.Time.GetUtcNow().UtcDateTime.AddMinutes(-Minutes));
        var body = new Html().Add($"<h1>Map</h1><p class=\"count\">{map.Services.Count} services and {map.Calls.Count} connections in the last {Minutes} minutes</p>");
        if (map.Services.Count == 0)
        {
            body.Add($"""<p class="nothing">No calls recorded. Open the shop and browse some pages.</p>""");
        }
        else
        {
            body.Add($"{ServiceMapDrawing.Of(map, Minutes)}{NarrowServiceMap.Of(map, Minutes)}{Table(map)}");
        }

        return Layout.Page(context, store, "Map", body);
    }

    public static string Rate(int count, double minutes) => count / minutes is var rate && rate >= 10 ? $"{rate:N0}/min" : $"{rate:0.#}/min";

    private static Html Table(ServiceMap map) => new Html().Add($"""
        <div class="scroll"><table class="numbers calls">
        <thead><tr><th scope="col">Caller</th><th scope="col">Callee</th><th scope="col">Calls</th><th scope="col">Rate</th><th scope="col">Errors</th><th scope="col">p95</th></tr></thead>
        <tbody>{new Html().Each(map.Calls.OrderBy(call => call.Key), (html, call) => html.Add($"""
            <tr><td>{Layout.Service(call.Key.From)}</td><td>{Layout.Service(call.Key.To)}</td><td data-label="Calls">{call.Value.Count:N0}</td><td data-label="Rate">{Rate(call.Value.Count, Minutes)}</td>
            <td data-label="Errors" class="{(call.Value.Errors > 0 ? "bad" : "fine")}">{100 * call.Value.ErrorShare:0.#} %</td><td data-label="p95">{Durations.Show(call.Value.P95)}</td></tr>
            """))}</tbody></table></div>
        """);
}
