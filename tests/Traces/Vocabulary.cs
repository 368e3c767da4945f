using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Traces;

/// <summary>Holds what the modules declare against what a collector heard of them.</summary>
internal static class Vocabulary
{
    private const string Anybody = "";
    private const string Ours = "demo.";

    private static readonly IReadOnlyList<(string Service, TelemetryDefinition Name)> Declared =
    [
        .. Host.Shop.Modules.SelectMany(module => DeclaredNames.In(module.GetType().Assembly).Select(name => (module.Descriptor.ServiceName, name))),
        .. DeclaredNames.In(typeof(ModuleDescriptor).Assembly).Select(name => (Anybody, name)),
    ];

    /// <summary>Names that were declared and that nobody said.</summary>
    public static IReadOnlyList<string> Unheard(Collector heard)
    {
        var said = Said(heard).ToHashSet();
        return [.. Declared.Where(one => !IsSaid(one.Service, one.Name, said)).Select(one => $"{one.Service} {one.Name.Kind} {one.Name}")];
    }

    /// <summary>Names of the shop's own that somebody said and did not declare, or declared otherwise.</summary>
    public static IReadOnlyList<string> Undeclared(Collector heard)
    {
        var declared = Declared.Select(one => new Word(one.Service, one.Name.Kind, one.Name.Name)).ToHashSet();
        return
        [
            .. Said(heard).Where(word => word.Name.StartsWith(Ours, StringComparison.Ordinal))
                .Where(word => !declared.Contains(word) && !declared.Contains(word with { Service = Anybody }))
                .Distinct()
                .Select(word => $"{word.Service} {word.Kind} {word.Name}"),
            .. heard.Metrics.Where(metric => Declared.Any(one => one.Name.Name == metric.Metric.Name && one.Name.Type != metric.Metric.Unit))
                .Select(metric => $"{metric.Service} {metric.Metric.Name} in {metric.Metric.Unit}")
                .Distinct(),
        ];
    }

    private static bool IsSaid(string service, TelemetryDefinition name, HashSet<Word> said) => service == Anybody
        ? said.Any(word => word.Kind == name.Kind && word.Name == name.Name)
        : said.Contains(new Word(service, name.Kind, name.Name));

    private static IEnumerable<Word> Said(Collector heard) =>
    [
        .. heard.Spans.Select(span => new Word(span.Service, "span", span.Span.Name)),
        .. heard.Spans.SelectMany(span => span.Span.Events.Select(happened => new Word(span.Service, "event", happened.Name))),
        .. heard.Spans.SelectMany(span => span.Attributes.Select(pair => new Word(span.Service, "attribute", pair.Key))),
        .. heard.Metrics.Select(metric => new Word(metric.Service, metric.Kind, metric.Metric.Name)),
        .. heard.Metrics.SelectMany(metric => metric.Attributes.Select(pair => new Word(metric.Service, "attribute", pair.Key))),
        .. heard.Lines.Select(line => new Word(line.Service, "log event", line.Line.EventName)),
        .. heard.Lines.SelectMany(line => line.Line.Attributes.Select(pair => new Word(line.Service, "attribute", pair.Key))),
    ];

    private sealed record Word(string Service, string Kind, string Name);
}
