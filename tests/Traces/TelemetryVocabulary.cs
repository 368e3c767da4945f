using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Traces;

/// <summary>Compares the telemetry that modules declare with the telemetry that a collector received.</summary>
internal static class TelemetryVocabulary
{
    private const string AnyService = "";
    private const string ShopPrefix = "demo.";

    private static readonly IReadOnlyList<(string Service, TelemetryDefinition Name)> Declared =
    [
        .. Host.Shop.Modules.SelectMany(module => DeclaredTelemetry.In(module.GetType().Assembly).Select(name => (module.Descriptor.ServiceName, name))),
        .. DeclaredTelemetry.InKernel().Select(name => (AnyService, name)),
    ];

    /// <summary>Declared names that were not emitted.</summary>
    public static IReadOnlyList<string> NotEmitted(RecordingOtlpCollector collector)
    {
        var emitted = Emitted(collector).ToHashSet();
        return [.. Declared.Where(one => !IsEmitted(one.Service, one.Name, emitted)).Select(one => $"{one.Service} {one.Name.Kind} {one.Name}")];
    }

    /// <summary>Names of the shop that were emitted and not declared, or declared differently.</summary>
    public static IReadOnlyList<string> Undeclared(RecordingOtlpCollector collector)
    {
        var declared = Declared.Select(one => new Word(one.Service, one.Name.Kind, one.Name.Name)).ToHashSet();
        return
        [
            .. Emitted(collector).Where(word => word.Name.StartsWith(ShopPrefix, StringComparison.Ordinal))
                .Where(word => !declared.Contains(word) && !declared.Contains(word with { Service = AnyService }))
                .Distinct()
                .Select(word => $"{word.Service} {word.Kind} {word.Name}"),
            .. collector.Metrics.Where(metric => Declared.Any(one => one.Name.Name == metric.Metric.Name && one.Name.Type != metric.Metric.Unit))
                .Select(metric => $"{metric.Service} {metric.Metric.Name} in {metric.Metric.Unit}")
                .Distinct(),
        ];
    }

    private static bool IsEmitted(string service, TelemetryDefinition name, HashSet<Word> emitted) => service == AnyService
        ? emitted.Any(word => word.Kind == name.Kind && word.Name == name.Name)
        : emitted.Contains(new Word(service, name.Kind, name.Name));

    private static IEnumerable<Word> Emitted(RecordingOtlpCollector collector) =>
    [
        .. collector.Spans.Select(span => new Word(span.Service, "span", span.Span.Name)),
        .. collector.Spans.SelectMany(span => span.Span.Events.Select(happened => new Word(span.Service, "event", happened.Name))),
        .. collector.Spans.SelectMany(span => span.Attributes.Select(pair => new Word(span.Service, "attribute", pair.Key))),
        .. collector.Metrics.Select(metric => new Word(metric.Service, metric.Kind, metric.Metric.Name)),
        .. collector.Metrics.SelectMany(metric => metric.Attributes.Select(pair => new Word(metric.Service, "attribute", pair.Key))),
        .. collector.Lines.Select(line => new Word(line.Service, "log event", line.Line.EventName)),
        .. collector.Lines.SelectMany(line => line.Line.Attributes.Select(pair => new Word(line.Service, "attribute", pair.Key))),
    ];

    private sealed record Word(string Service, string Kind, string Name);
}
