namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The service map as a drawing: callers to the left of their callees, each service near the height of its callers.</summary>
internal static class ServiceMapDrawing
{
    public const int BoxWidth = 178;
    public const int BoxHeight = 52;

    private const int Column = 222;
    private const int Row = 84;
    private const int Margin = 24;

    public static Html Of(ServiceMap map, double minutes)
    {
        var places = Place(map);
        var width = (2 * Margin) + BoxWidth + (places.Values.Max(place => place.X) * Column);
        var height = (2 * Margin) + BoxHeight + (int)(places.Values.Max(place => place.Y) * Row);
        var ways = new Html().Each(map.Calls, (html, call) => html.Add($"{Edge(places[call.Key.From], places[call.Key.To], call.Key, call.Value, minutes)}"));
        var boxes = new Html().Each(map.Services, (html, service) => html.Add(
            $"{Box(Margin + (places[service.Key].X * Column), Margin + (places[service.Key].Y * Row), service.Key, service.Value, minutes)}"));
        return new Html().Add($"""
            {Frame("wide", width, height)}
            {ways}{boxes}
            </svg></div>
            """);
    }

    /// <summary>The beginning of a drawing: its size and its arrow heads.</summary>
    public static Html Frame(string form, int width, int height) => new Html().Add($"""
        <div class="drawing {form}"><svg class="map" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" aria-label="Service map; the table below contains the same data">
        <defs><marker id="tip-{form}" class="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5L8 4L0 7.5z"/></marker></defs>
        """);

    /// <summary>The services in an order with callers before callees.</summary>
    public static IReadOnlyList<string> InOrder(ServiceMap map) =>
        [.. Place(map).OrderBy(place => place.Value.X).ThenBy(place => place.Value.Y).Select(place => place.Key)];

    private static Dictionary<string, (int X, double Y)> Place(ServiceMap map)
    {
        var depths = Depths(map);
        var places = new Dictionary<string, (int X, double Y)>();
        foreach (var column in depths.GroupBy(service => service.Value, service => service.Key).OrderBy(column => column.Key))
        {
            var wanted = column.Select(service => (service, Y: WantedHeight(map, places, service))).OrderBy(one => one.Y).ThenBy(one => one.service, StringComparer.Ordinal).ToList();
            foreach (var (service, at) in wanted.Select((one, at) => (one.service, at)))
            {
                places[service] = (column.Key, at);
            }
        }

        // Short columns are centred vertically.
        var tallest = places.Values.GroupBy(place => place.X).Max(column => column.Count());
        foreach (var column in places.GroupBy(place => place.Value.X).ToList())
        {
            foreach (var (service, place) in column)
            {
                places[service] = (place.X, place.Y + ((tallest - column.Count()) / 2.0));
            }
        }

        return places;
    }

    private static double WantedHeight(ServiceMap map, Dictionary<string, (int X, double Y)> places, string service) =>
        map.Calls.Keys.Where(call => call.To == service && places.ContainsKey(call.From)).Select(call => places[call.From].Y).DefaultIfEmpty(0).Average();

    // Each service is one column to the right of its last caller, unless calls form a cycle.
    private static Dictionary<string, int> Depths(ServiceMap map)
    {
        var depths = map.Services.Keys.Concat(map.Calls.Keys.SelectMany(call => (string[])[call.From, call.To])).Distinct().ToDictionary(service => service, _ => 0);
        for (var round = 0; round < Math.Min(depths.Count, 8); round++)
        {
            foreach (var (from, to) in map.Calls.Keys.Where(call => call.From != call.To))
            {
                if (depths[to] <= depths[from] && depths[from] < 7)
                {
                    depths[to] = depths[from] + 1;
                }
            }
        }

        return depths;
    }

    private static Html Edge((int X, double Y) from, (int X, double Y) to, (string From, string To) call, CallStatistics statistics, double minutes)
    {
        var (x1, y1) = (Margin + (from.X * Column) + BoxWidth, Margin + (from.Y * Row) + (BoxHeight / 2.0));
        var (x2, y2) = (Margin + (to.X * Column) - 3, Margin + (to.Y * Row) + (BoxHeight / 2.0));

        // The line bends next to the caller and continues straight, so that it passes between the columns and is not hidden by their boxes.
        var turn = x2 > x1 ? x1 + Column - BoxWidth - 3 : x2;
        var bend = Math.Max(40, (turn - x1) / 2.0);
        var line = new Html().Add($"M{x1} {y1:0.#}C{x1 + bend:0.#} {y1:0.#} {turn - bend:0.#} {y2:0.#} {turn} {y2:0.#}H{x2}");
        return Edge("wide", line, call, statistics, minutes);
    }

    /// <summary>Draws a call along a line.</summary>
    public static Html Edge(string form, Html line, (string From, string To) call, CallStatistics statistics, double minutes) => new Html().Add($"""
        <path class="way{(statistics.Errors > 0 ? " bad" : "")} w{Weight(statistics.Count / minutes)}" marker-end="url(#tip-{form})" d="{line}"><title>{call.From} → {call.To}: {MapPage.Rate(statistics.Count, minutes)}, {100 * statistics.ErrorShare:0.#} % errors, p95 {Durations.Show(statistics.P95)}</title></path>
        """);

    /// <summary>Draws a service with its upper left corner at a point.</summary>
    public static Html Box(double x, double y, string service, CallStatistics statistics, double minutes) => new Html().Add($"""
        <a href="/observatory/?service={Uri.EscapeDataString(service)}"><g class="box{(statistics.Errors > 0 ? " bad" : "")}">
        <rect x="{x}" y="{y:0.#}" width="{BoxWidth}" height="{BoxHeight}" rx="10"/><rect class="{Layout.Colour(service)}" x="{x}" y="{y + 10:0.#}" width="4" height="{BoxHeight - 20}" rx="2"/>
        <text x="{x + 15}" y="{y + 22:0.#}">{service}</text>
        <text class="small" x="{x + 15}" y="{y + 40:0.#}">{MapPage.Rate(statistics.Count, minutes)} · {100 * statistics.ErrorShare:0.#} % · {Durations.Show(statistics.P95)}</text>
        </g></a>
        """);

    private static int Weight(double perMinute) => perMinute switch { < 3 => 1, < 30 => 2, < 300 => 3, _ => 4 };
}
