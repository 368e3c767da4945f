using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;
using YamlDotNet.RepresentationModel;

namespace AstronomyShop.Tests.Kubernetes.Observability;

/// <summary>A Prometheus query of a panel or a rule.</summary>
internal sealed partial record PanelQuery(string Source, string Expression)
{
    private static readonly string Folder = SourceTree.PathTo("k8s", "observability");

    public static IReadOnlyList<PanelQuery> All { get; } = [.. OfDashboards(), .. OfRules()];

    public override string ToString() => Source;

    // Variables of Grafana are replaced by values.
    private static IEnumerable<PanelQuery> OfDashboards() =>
        from file in Directory.EnumerateFiles(Path.Combine(Folder, "dashboards"), "*.json").Order(StringComparer.Ordinal)
        let dashboard = JsonNode.Parse(File.ReadAllText(file))!
        from panel in dashboard["panels"]!.AsArray()
        from target in panel!["targets"]?.AsArray() ?? []
        where target!["expr"] is not null
        select new PanelQuery(
            $"{dashboard["title"]} / {panel["title"]} / {target["refId"]}",
            Variable().Replace(target["expr"]!.GetValue<string>().Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$__range", "5m", StringComparison.Ordinal), ".*"));

    // An alert that does not fire returns no series. Without its comparison, the expression must return data.
    private static IEnumerable<PanelQuery> OfRules()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Folder, "alerts.yaml"))));
        return from @group in (YamlSequenceNode)yaml.Documents[0].RootNode["groups"]
               from rule in (YamlSequenceNode)@group["rules"]
               let name = ((YamlMappingNode)rule).Children.TryGetValue("alert", out var alert) ? alert : rule["record"]
               select new PanelQuery($"rule {name}", Comparison().Replace($"{rule["expr"]}", " "));
    }

    [GeneratedRegex(@"\$[a-z]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@" > [0-9. *]+")]
    private static partial Regex Comparison();
}
