using System.Globalization;
using System.Text;
using AstronomyShop.Contracts.Otlp;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Metrics in Prometheus's text format: each series has its module's <c>service_name</c>, each module a <c>target_info</c>.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(ExportMetricsServiceRequest request)
    {
        var text = new StringBuilder();
        WriteTargets(text, request);
        var families = request.ResourceMetrics
            .SelectMany(module => module.ScopeMetrics.SelectMany(scope => scope.Metrics), (module, metric) => (Service: ServiceLabels(module.Resource), Metric: metric))
            .GroupBy(series => NameOf(series.Metric), StringComparer.Ordinal)
            .OrderBy(family => family.Key, StringComparer.Ordinal);
        foreach (var family in families)
        {
            WriteFamily(text, family.Key, [.. family]);
        }

        return text.ToString();
    }

    private static void WriteTargets(StringBuilder text, ExportMetricsServiceRequest request)
    {
        text.Append("# HELP target_info Target metadata.\n# TYPE target_info gauge\n");
        foreach (var module in request.ResourceMetrics)
        {
            text.Append(CultureInfo.InvariantCulture, $"target_info{{{Labels(module.Resource.Attributes)}}} 1\n");
        }
    }

    // A metric family has one type; a series of another module with the same name and another type is left out.
    private static void WriteFamily(StringBuilder text, string name, List<(string Service, Metric Metric)> series)
    {
        var type = TypeOf(series[0].Metric);
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {series[0].Metric.Description.ReplaceLineEndings(" ").Replace(@"\", @"\\", StringComparison.Ordinal)}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n");
        foreach (var (service, metric) in series.Where(one => TypeOf(one.Metric) == type))
        {
            foreach (var point in metric.Gauge?.DataPoints ?? metric.Sum?.DataPoints ?? [])
            {
                var value = point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
                text.Append(CultureInfo.InvariantCulture, $"{name}{{{Join(service, Labels(point.Attributes))}}} {value:R}\n");
            }

            foreach (var point in metric.Histogram?.DataPoints ?? [])
            {
                WriteHistogram(text, name, Join(service, Labels(point.Attributes)), point);
            }
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, string labels, HistogramDataPoint point)
    {
        var below = 0UL;
        for (var bucket = 0; bucket < point.BucketCounts.Count; bucket++)
        {
            below += point.BucketCounts[bucket];
            var bound = bucket < point.ExplicitBounds.Count ? point.ExplicitBounds[bucket].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels},le=\"{bound}\"}} {below}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{{{labels}}} {point.Sum:R}\n{name}_count{{{labels}}} {point.Count}\n");
    }

    private static string TypeOf(Metric metric) => metric switch
    {
        { Histogram: not null } => "histogram",
        { Sum.IsMonotonic: true } => "counter",
        _ => "gauge",
    };

    private static string NameOf(Metric metric)
    {
        var name = Safe(metric.Name);
        var unit = metric.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "1" when metric.Gauge is not null => "_ratio",
            _ => "",
        };
        name = name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;
        return metric.Sum is { IsMonotonic: true } && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    private static string ServiceLabels(Resource resource) =>
        Labels(resource.Attributes.Where(pair => pair.Key is "service.name" or "service.namespace" or "service.instance.id"));

    private static string Labels(IEnumerable<KeyValue> attributes) =>
        string.Join(',', attributes.Select(pair => $"{Safe(pair.Key)}=\"{Escaped(OtlpValues.Text(pair.Value))}\""));

    private static string Join(string service, string labels) => labels.Length == 0 ? service : $"{service},{labels}";

    private static string Safe(string name) =>
        string.Concat(name.Select((letter, at) => char.IsAsciiLetter(letter) || (at > 0 && char.IsAsciiDigit(letter)) ? letter : '_'));

    private static string Escaped(string value) =>
        value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
}
