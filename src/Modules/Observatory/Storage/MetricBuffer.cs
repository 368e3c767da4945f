using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>The latest values of every metric.</summary>
internal sealed class MetricBuffer(IOptions<ObservatoryOptions> limits)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Service, string Name, string Attributes), Series> series = [];
    private long refused;

    public (int Count, long Refused) State
    {
        get
        {
            lock (gate)
            {
                return (series.Count, refused);
            }
        }
    }

    public void Add(string service, Metric metric)
    {
        var kind = metric.Histogram is not null ? SeriesKind.Histogram : metric.Sum is { IsMonotonic: true } ? SeriesKind.Counter : SeriesKind.Gauge;
        lock (gate)
        {
            foreach (var point in metric.Gauge?.DataPoints ?? metric.Sum?.DataPoints ?? [])
            {
                var value = point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
                Find(service, metric, kind, point.Attributes)?.Add(new(StoredSpan.At(point.TimeUnixNano), value, 0));
            }

            foreach (var point in metric.Histogram?.DataPoints ?? [])
            {
                Find(service, metric, kind, point.Attributes)?.Add(new(StoredSpan.At(point.TimeUnixNano), point.Count, point.Sum));
            }
        }
    }

    public IReadOnlyList<Series> All()
    {
        lock (gate)
        {
            return [.. series.Values.Select(one => one.Copy())];
        }
    }

    /// <summary>
    /// The number of dropped spans and log records, by service: each service reports it with the SDK metrics of the semantic conventions.
    /// </summary>
    public IReadOnlyList<(string Service, double Items)> Dropped()
    {
        lock (gate)
        {
            return
            [
                .. series.Values
                    .Where(one => one.Latest > 0 && one.Name.StartsWith("otel.sdk.", StringComparison.Ordinal) && one.Attributes.Contains("error.type=", StringComparison.Ordinal))
                    .GroupBy(one => one.Service, one => one.Latest)
                    .Select(service => (service.Key, service.Sum()))
                    .OrderBy(service => service.Key, StringComparer.Ordinal),
            ];
        }
    }

    public IReadOnlyList<(string Name, string Unit, string Description)> Names()
    {
        lock (gate)
        {
            return [.. series.Values.Select(one => (one.Name, one.Unit, one.Description)).DistinctBy(one => one.Name).OrderBy(one => one.Name, StringComparer.Ordinal)];
        }
    }

    private Series? Find(string service, Metric metric, SeriesKind kind, IEnumerable<KeyValue> attributes)
    {
        var text = string.Join(", ", attributes.Select(pair => $"{pair.Key}={OtlpValues.Text(pair.Value)}").Order(StringComparer.Ordinal));
        if (series.TryGetValue((service, metric.Name, text), out var known))
        {
            return known;
        }

        if (series.Count >= limits.Value.Series)
        {
            refused++;
            return null;
        }

        return series[(service, metric.Name, text)] = new Series(service, metric.Name, metric.Unit, metric.Description, kind, text);
    }
}
