using AstronomyShop.Contracts.Otlp;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Measured = OpenTelemetry.Metrics.Metric;
using AggregationTemporality = AstronomyShop.Contracts.Otlp.AggregationTemporality;
using Scope = AstronomyShop.Contracts.Otlp.InstrumentationScope;
using Sent = AstronomyShop.Contracts.Otlp.Metric;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Converts metrics to one OTLP request with one resource per module. Temporality is always cumulative.</summary>
internal static class OtlpMetrics
{
    public static ExportMetricsServiceRequest Request(in Batch<Measured> batch, ModuleResources resources)
    {
        var request = new ExportMetricsServiceRequest();
        var scopes = new Dictionary<string, ScopeMetrics>();
        foreach (var metric in batch)
        {
            if (resources.ResourceOfMeter(metric.MeterName) is not { } owner)
            {
                continue;
            }

            if (!scopes.TryGetValue(metric.MeterName, out var scope))
            {
                scopes.Add(metric.MeterName, scope = new ScopeMetrics { Scope = new Scope { Name = metric.MeterName } });
                request.ResourceMetrics.Add(new ResourceMetrics { Resource = owner, ScopeMetrics = { scope } });
            }

            scope.Metrics.Add(Of(metric));
        }

        return request;
    }

    private static Sent Of(Measured metric)
    {
        var sent = new Sent { Name = metric.Name, Description = metric.Description, Unit = metric.Unit };
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            Add(sent, metric.MetricType, in point);
        }

        return sent;
    }

    private static void Add(Sent sent, MetricType type, in MetricPoint point)
    {
        switch (type)
        {
            case MetricType.Histogram:
                sent.Histogram ??= new Histogram { AggregationTemporality = AggregationTemporality.Cumulative };
                sent.Histogram.DataPoints.Add(HistogramPoint(in point));
                break;
            case MetricType.LongGauge:
                (sent.Gauge ??= new Gauge()).DataPoints.Add(Point(in point, point.GetGaugeLastValueLong()));
                break;
            case MetricType.DoubleGauge:
                (sent.Gauge ??= new Gauge()).DataPoints.Add(Point(in point, point.GetGaugeLastValueDouble()));
                break;
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                SumOf(sent, type).DataPoints.Add(Point(in point, point.GetSumLong()));
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                SumOf(sent, type).DataPoints.Add(Point(in point, point.GetSumDouble()));
                break;
            default:
                // The shop has no exponential histograms.
                break;
        }
    }

    private static Sum SumOf(Sent sent, MetricType type) => sent.Sum ??= new Sum
    {
        AggregationTemporality = AggregationTemporality.Cumulative,
        IsMonotonic = type is MetricType.LongSum or MetricType.DoubleSum,
    };

    private static NumberDataPoint Point(in MetricPoint point, long value)
    {
        var sent = Point(in point);
        sent.AsInt = value;
        return sent;
    }

    private static NumberDataPoint Point(in MetricPoint point, double value)
    {
        var sent = Point(in point);
        sent.AsDouble = value;
        return sent;
    }

    private static NumberDataPoint Point(in MetricPoint point)
    {
        var sent = new NumberDataPoint
        {
            StartTimeUnixNano = OtlpValues.Nanoseconds(point.StartTime),
            TimeUnixNano = OtlpValues.Nanoseconds(point.EndTime),
        };
        foreach (var tag in point.Tags)
        {
            sent.Attributes.Add(OtlpValues.Pair(tag.Key, tag.Value));
        }

        return sent;
    }

    private static HistogramDataPoint HistogramPoint(in MetricPoint point)
    {
        var sent = new HistogramDataPoint
        {
            StartTimeUnixNano = OtlpValues.Nanoseconds(point.StartTime),
            TimeUnixNano = OtlpValues.Nanoseconds(point.EndTime),
            Count = (ulong)point.GetHistogramCount(),
            Sum = point.GetHistogramSum(),
        };
        foreach (var tag in point.Tags)
        {
            sent.Attributes.Add(OtlpValues.Pair(tag.Key, tag.Value));
        }

        foreach (var bucket in point.GetHistogramBuckets())
        {
            sent.BucketCounts.Add((ulong)bucket.BucketCount);
            if (!double.IsPositiveInfinity(bucket.ExplicitBound))
            {
                sent.ExplicitBounds.Add(bucket.ExplicitBound);
            }
        }

        AddExemplars(sent, in point);
        return sent;
    }

    private static void AddExemplars(HistogramDataPoint sent, in MetricPoint point)
    {
        if (!point.TryGetExemplars(out var exemplars))
        {
            return;
        }

        foreach (ref readonly var exemplar in exemplars)
        {
            sent.Exemplars.Add(new Contracts.Otlp.Exemplar
            {
                TimeUnixNano = OtlpValues.Nanoseconds(exemplar.Timestamp),
                AsDouble = exemplar.DoubleValue,
                TraceId = OtlpValues.Id(exemplar.TraceId),
                SpanId = OtlpValues.Id(exemplar.SpanId),
            });
        }
    }
}
