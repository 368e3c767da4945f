using AstronomyShop.Contracts.Otlp;
using AstronomyShop.SharedKernel.Telemetry;
using Google.Protobuf.Collections;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>The latest values of every metric. The series whose latest value is the oldest is evicted first.</summary>
internal sealed class MetricBuffer(IOptions<ObservatoryOptions> limits)
{
    // The attributes are part of the key of a series; a cut key would merge different series.
    private const int MaxAttributesLength = 4_096;

    private readonly Lock gate = new();
    private readonly Dictionary<SeriesKey, LinkedListNode<Series>> byKey = [];
    private readonly LinkedList<Series> oldestFirst = new();
    private long bytes;
    private long evicted;

    /// <summary>The number of stored series, their size in bytes, and the number of evicted series.</summary>
    public (int Count, long Bytes, long Evicted) State
    {
        get
        {
            lock (gate)
            {
                return (byKey.Count, bytes, evicted);
            }
        }
    }

    /// <summary>Adds the data points of a metric.</summary>
    /// <returns>How many of them were rejected: without a value, or with attributes of more than 4,096 characters.</returns>
    public int Add(StoredResource resource, string scope, Metric metric)
    {
        var rejected = 0;
        var (name, unit, description) = (StoredText.CutName(metric.Name), StoredText.CutName(metric.Unit), StoredText.CutName(metric.Description));
        foreach (var point in MetricPoints.Of(metric))
        {
            if (point.Sample is not { } sample || TextOf(point.Attributes) is not { } attributes)
            {
                rejected++;
                continue;
            }

            lock (gate)
            {
                var series = Find(new SeriesKey(resource.Service, resource.Instance, scope, name, attributes), point.Kind, unit, description);
                if (point.IsDelta)
                {
                    series.AddDelta(sample);
                }
                else
                {
                    series.Add(sample);
                }
            }
        }

        return rejected;
    }

    /// <summary>The series of one metric.</summary>
    public IReadOnlyList<Series> OfMetric(string name)
    {
        lock (gate)
        {
            return [.. oldestFirst.Where(one => one.Key.Name == name).Select(one => one.Copy())];
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
                .. oldestFirst
                    .Where(one => one.Latest > 0 && one.Key.Name.StartsWith("otel.sdk.", StringComparison.Ordinal) && one.Key.Attributes.Contains("error.type=", StringComparison.Ordinal))
                    .GroupBy(one => one.Key.Service, one => one.Latest)
                    .Select(service => (service.Key, service.Sum()))
                    .OrderBy(service => service.Key, StringComparer.Ordinal),
            ];
        }
    }

    public IReadOnlyList<(string Name, string Unit, string Description)> Names()
    {
        lock (gate)
        {
            return [.. oldestFirst.Select(one => (one.Key.Name, one.Unit, one.Description)).DistinctBy(one => one.Name).OrderBy(one => one.Name, StringComparer.Ordinal)];
        }
    }

    // Null when the text is too long.
    private static string? TextOf(RepeatedField<KeyValue> attributes)
    {
        var text = string.Join(", ", new StoredText().Attributes(attributes).Select(pair => $"{pair.Key}={OtlpValues.Text(pair.Value)}").Order(StringComparer.Ordinal));
        return text.Length <= MaxAttributesLength ? text : null;
    }

    private Series Find(SeriesKey key, SeriesKind kind, string unit, string description)
    {
        if (byKey.TryGetValue(key, out var known))
        {
            oldestFirst.Remove(known);
            oldestFirst.AddLast(known);
            return known.Value;
        }

        var added = oldestFirst.AddLast(new Series(key, kind, unit, description));
        byKey.Add(key, added);
        bytes += added.Value.Bytes;
        while ((byKey.Count > limits.Value.Series || bytes > limits.Value.MetricBytes) && oldestFirst.First is { } oldest && oldest != added)
        {
            oldestFirst.Remove(oldest);
            byKey.Remove(oldest.Value.Key);
            bytes -= oldest.Value.Bytes;
            evicted++;
        }

        return added.Value;
    }
}
