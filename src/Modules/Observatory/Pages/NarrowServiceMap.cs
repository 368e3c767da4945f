namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The service map for narrow screens: one service below the other, callers first, with the calls as arcs beside them.</summary>
internal static class NarrowServiceMap
{
    private const int Row = 64;
    private const int Width = 336;
    private const int Margin = 4;
    private const int Right = Margin + ServiceMapDrawingModel.BoxWidth;

    public static ServiceMapDrawingModel Of(ServiceMap map)
    {
        var rows = WideServiceMap.InOrder(map).Select((service, row) => (service, row)).ToDictionary(one => one.service, one => one.row);
        return new ServiceMapDrawingModel(
            "narrow",
            Width,
            (rows.Count * Row) + Margin,
            [.. map.Calls.Select(call => new DrawnCall(Arc(rows[call.Key.From], rows[call.Key.To]), call.Key.From, call.Key.To, call.Value))],
            [.. map.Services.Select(service => new DrawnService(Margin, Margin + (rows[service.Key] * Row), service.Key, service.Value))]);
    }

    // The greater the distance, the wider the arc, as far as there is room. It starts in the lower half of a box and ends in the upper half.
    private static string Arc(int from, int to)
    {
        var reach = Math.Min(Right + 30 + (14 * Math.Abs(to - from)), Right + ((Width - Right - Margin) * 4 / 3));
        var (leaves, arrives) = (Middle(from) + 9, Middle(to) - 9);
        return $"M{Right} {leaves}C{reach} {leaves} {reach} {arrives} {Right + 3} {arrives}";
    }

    private static int Middle(int row) => Margin + (row * Row) + (ServiceMapDrawingModel.BoxHeight / 2);
}
