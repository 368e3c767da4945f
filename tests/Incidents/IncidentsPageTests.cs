using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Incidents;

/// <summary>Every problem flag is documented, and every documented symptom is tested.</summary>
public sealed class IncidentsPageTests
{
    private static readonly IReadOnlyList<string> Flags =
        [.. JsonNode.Parse(File.ReadAllText(SourceTree.PathTo("src", "Modules", "Flags", "flags.json")))!["flags"]!.AsObject().Select(flag => flag.Key)];

    // Their symptom is a metric, the readiness or a rate.
    private static readonly string[] WithoutQuery = ["adHighCpu", "failedReadinessProbe", "loadGeneratorTraffic"];

    /// <summary>The queries for traces in the section of a flag.</summary>
    public static IReadOnlyList<string> QueriesOf(string flag) =>
        [.. Regex.Matches(Sections().Single(section => section.Split('\n')[0] == flag), "`(/observatory/\\?[^`]+)`").Select(match => match.Groups[1].Value)];

    [Fact]
    public void The_incidents_page_has_a_query_for_each_flag_whose_symptom_is_a_span() =>
        Flags.Except(WithoutQuery).Should().OnlyContain(flag => QueriesOf(flag).Count == 1);

    [Fact]
    public void The_incidents_page_has_a_section_for_each_flag_with_location_symptom_and_cause()
    {
        var sections = Sections();

        sections.Select(section => section.Split('\n')[0]).Should().Equal(Flags);
        sections.Should().OnlyContain(section => section.Contains("- **Look**: ") && section.Contains("- **See**: ") && section.Contains("- **Why**: "));
    }

    [Fact]
    public void The_incidents_page_has_a_picture_of_each_incident()
    {
        var page = File.ReadAllText(SourceTree.PathTo("docs", "incidents.md"));

        Flags.Should().OnlyContain(flag => Regex.IsMatch(page, $@"!\[.+\]\(pictures/incident-{flag}\.png\)"));
    }

    [Fact]
    public void The_incidents_page_describes_only_tested_incidents() =>
        Incident.All.SelectMany(incident => incident.On).Select(on => on.Flag).Distinct().Should().BeEquivalentTo(Flags);

    private static List<string> Sections() => [.. Regex.Split(File.ReadAllText(SourceTree.PathTo("docs", "incidents.md")), "^## ", RegexOptions.Multiline).Skip(1)];
}
