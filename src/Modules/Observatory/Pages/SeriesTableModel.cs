using AstronomyShop.Modules.Observatory.Storage;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The series of one metric.</summary>
internal sealed record SeriesTableModel(string Name, string? Description, IReadOnlyList<Series> Found)
{
    private const int MaxSeries = 60;

    /// <summary>How the values are to be read.</summary>
    public string? Reading => (Found.Count == 0 ? null : (SeriesKind?)Found[0].Kind) switch
    {
        SeriesKind.Counter => "Shown per second.",
        SeriesKind.Histogram => "Shown as the average of each interval.",
        _ => null,
    };

    public static SeriesTableModel Of(TelemetryStore store, string service, string name, string? description) => new(
        name,
        description,
        [
            .. store.Metrics.All().Where(series => series.Name == name && (service.Length == 0 || series.Service == service))
                .OrderBy(series => series.Service, StringComparer.Ordinal).ThenBy(series => series.Attributes, StringComparer.Ordinal).Take(MaxSeries),
        ]);

    public static string UnitOf(Series series) => series.Kind == SeriesKind.Counter ? $"{series.Unit}/s" : series.Unit;
}
