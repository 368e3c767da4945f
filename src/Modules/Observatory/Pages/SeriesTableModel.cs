using AstronomyShop.Modules.Observatory.Storage;

namespace AstronomyShop.Modules.Observatory.Pages;

/// <summary>The series of one metric.</summary>
internal sealed record SeriesTableModel(string Name, IReadOnlyList<Series> Found)
{
    private const int MaxSeries = 60;

    public string? Description => Found.Count == 0 ? null : Found[0].Description;

    /// <summary>Whether the instance of each series is shown: where several processes report the same.</summary>
    public bool ShowsInstances { get; } = Found.DistinctBy(series => (series.Key.Service, series.Key.Scope, series.Key.Attributes)).Count() < Found.Count;

    /// <summary>Whether the instrumentation scope of each series is shown: where several scopes of one process report the same.</summary>
    public bool ShowsScopes { get; } = Found.DistinctBy(series => (series.Key.Service, series.Key.Instance, series.Key.Attributes)).Count() < Found.Count;

    /// <summary>How the values are to be read.</summary>
    public string? Reading => (Found.Count == 0 ? null : (SeriesKind?)Found[0].Kind) switch
    {
        SeriesKind.Counter => "Shown per second.",
        SeriesKind.Histogram => "Shown as the average of each interval.",
        _ => null,
    };

    public static SeriesTableModel Of(TelemetryStore store, string service, string name) => new(
        name,
        [
            .. store.Metrics.OfMetric(name).Where(series => service.Length == 0 || series.Key.Service == service)
                .OrderBy(series => series.Key.Service, StringComparer.Ordinal).ThenBy(series => series.Key.Attributes, StringComparer.Ordinal)
                .ThenBy(series => series.Key.Instance, StringComparer.Ordinal).ThenBy(series => series.Key.Scope, StringComparer.Ordinal).Take(MaxSeries),
        ]);

    public static string UnitOf(Series series) => series.Kind == SeriesKind.Counter ? $"{series.Unit}/s" : series.Unit;
}
