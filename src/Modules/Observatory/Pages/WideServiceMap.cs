namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The service map for wide screens: callers to the left of their callees, each service near the height of its callers.</summary>
internal static class WideServiceMap
{
    private const int Column = 222;
    private const int Row = 84;
    private const int Margin = 24;

    public static ServiceMapDrawingModel Of(ServiceMap map)
    {
        var places = Place(map);
        return new ServiceMapDrawingModel(
            "wide",
            (2 * Margin) + ServiceMapDrawingModel.BoxWidth + (places.Values.Max(place => place.X) * Column),
            (2 * Margin) + ServiceMapDrawingModel.BoxHeight + (int)(places.Values.Max(place => place.Y) * Row),
            [.. map.Calls.Select(call => new DrawnCall(Line(places[call.Key.From], places[call.Key.To]), call.Key.From, call.Key.To, call.Value))],
            [.. map.Services.Select(service => new DrawnService(
                Margin + (places[service.Key].X * Column), Margin + (places[service.Key].Y * Row), service.Key, service.Value))]);
    }

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

    // The line bends next to the caller and continues straight, so that it passes between the columns and is not hidden by their boxes.
    private static string Line((int X, double Y) from, (int X, double Y) to)
    {
        var (x1, y1) = (Margin + (from.X * Column) + ServiceMapDrawingModel.BoxWidth, Margin + (from.Y * Row) + (ServiceMapDrawingModel.BoxHeight / 2.0));
        var (x2, y2) = (Margin + (to.X * Column) - 3, Margin + (to.Y * Row) + (ServiceMapDrawingModel.BoxHeight / 2.0));
        var turn = x2 > x1 ? x1 + Column - ServiceMapDrawingModel.BoxWidth - 3 : x2;
        var bend = Math.Max(40, (turn - x1) / 2.0);
        return FormattableString.Invariant($"M{x1} {y1:0.#}C{x1 + bend:0.#} {y1:0.#} {turn - bend:0.#} {y2:0.#} {turn} {y2:0.#}H{x2}");
    }
}
