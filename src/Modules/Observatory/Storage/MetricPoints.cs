using AstronomyShop.Contracts.Otlp;
using Google.Protobuf.Collections;

namespace AstronomyShop.Modules.Observatory.Storage;

/// <summary>A data point of any kind of metric, as a sample of a series.</summary>
/// <param name="Kind">How the value is interpreted.</param>
/// <param name="IsDelta">The value is the difference to the point before.</param>
/// <param name="Attributes">The attributes of the point.</param>
/// <param name="Sample">The sample; null when the point has no value.</param>
internal readonly record struct MetricPoint(SeriesKind Kind, bool IsDelta, RepeatedField<KeyValue> Attributes, Series.Sample? Sample);

/// <summary>
/// Reads the data points of a metric. Histograms of both kinds and summaries are read as count and sum, of which the average is shown; a histogram
/// without a sum is shown as the rate of its count.
/// </summary>
internal static class MetricPoints
{
    // A point with this flag says that there is no value.
    private const uint NoRecordedValue = 1;

    public static IEnumerable<MetricPoint> Of(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Where(point => HasValue(point.Flags)).Select(point => Number(point, SeriesKind.Gauge, isDelta: false)),
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Where(point => HasValue(point.Flags))
            .Select(point => Number(point, metric.Sum.IsMonotonic ? SeriesKind.Counter : SeriesKind.Gauge, IsDelta(metric.Sum.AggregationTemporality))),
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Where(point => HasValue(point.Flags))
            .Select(point => Distribution(point.HasSum ? point.Sum : null, point.Count, point.TimeUnixNano, point.Attributes, IsDelta(metric.Histogram.AggregationTemporality))),
        Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Where(point => HasValue(point.Flags))
            .Select(point => Distribution(point.HasSum ? point.Sum : null, point.Count, point.TimeUnixNano, point.Attributes, IsDelta(metric.ExponentialHistogram.AggregationTemporality))),
        Metric.DataOneofCase.Summary => metric.Summary.DataPoints.Where(point => HasValue(point.Flags))
            .Select(point => Distribution(point.Sum, point.Count, point.TimeUnixNano, point.Attributes, isDelta: false)),
        _ => [],
    };

    private static MetricPoint Number(NumberDataPoint point, SeriesKind kind, bool isDelta) => new(kind, isDelta, point.Attributes, point.ValueCase switch
    {
        NumberDataPoint.ValueOneofCase.AsInt => new(StoredSpan.At(point.TimeUnixNano), point.AsInt, 0),
        NumberDataPoint.ValueOneofCase.AsDouble => new(StoredSpan.At(point.TimeUnixNano), point.AsDouble, 0),
        _ => null,
    });

    private static MetricPoint Distribution(double? sum, ulong count, ulong time, RepeatedField<KeyValue> attributes, bool isDelta) =>
        new(sum is null ? SeriesKind.Counter : SeriesKind.Histogram, isDelta, attributes, new(StoredSpan.At(time), count, sum ?? 0));

    private static bool HasValue(uint flags) => (flags & NoRecordedValue) == 0;

    private static bool IsDelta(AggregationTemporality temporality) => temporality == AggregationTemporality.Delta;
}
