namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The service map for narrow screens: one service below the other, callers first, with the calls as arcs beside them.</summary>
internal static class NarrowServiceMap
{
    private const int Row = 64;
    private const int Width = 336;
    private const int Margin = 4;
    private const int Right = Margin + ServiceMapDrawing.BoxWidth;

    public static Html Of(ServiceMap map, double minutes)
    {
        var rows = ServiceMapDrawing.InOrder(map).Select((service, row) => (service, row)).ToDictionary(one => one.service, one => one.row);
        var ways = new Html().Each(map.Calls, (html, call) => html.Add($"{ServiceMapDrawing.Edge("narrow", Arc(rows[call.Key.From], rows[call.Key.To]), call.Key, call.Value, minutes)}"));
        var boxes = new Html().Each(map.Services, (html, service) => html.Add(
            $"{ServiceMapDrawing.Box(Margin, Margin + (rows[service.Key] * Row), service.Key, service.Value, minutes)}"));
        return new Html().Add($"""
            {ServiceMapDrawing.Frame("narrow", Width, (rows.Count * Row) + Margin)}
            {ways}{boxes}
            </svg></div>
            """);
    }

    // The greater the distance, the wider the arc, as far as there is room. It starts in the lower half of a box and ends in the upper half.
    private static Html Arc(int from, int to)
    {
        var reach = Math.Min(Right + 30 + (14 * Math.Abs(to - from)), Right + ((Width - Right - Margin) * 4 / 3));
        var (leaves, arrives) = (Middle(from) + 9, Middle(to) - 9);
        return new Html().Add($"M{Right} {leaves}C{reach} {leaves} {reach} {arrives} {Right + 3} {arrives}");
    }

    private static int Middle(int row) => Margin + (row * Row) + (ServiceMapDrawing.BoxHeight / 2);
}
