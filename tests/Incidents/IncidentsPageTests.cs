using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Incidents;

/// <summary>Every problem flag is documented, and every documented symptom is tested.</summary>
public sealed class IncidentsPageTests
{
    private static readonly IReadOnlyList<string> Flags =
        [.. JsonNode.Parse(File.ReadAllText(SourceTree.PathTo("src", "Modules", "Flags", "flags.json")))!["flags"]!.AsObject().Select(flag => flag.Key)];

    [Fact]
    public void The_incidents_page_has_a_section_for_each_flag_with_location_symptom_and_cause()
    {
        var sections = Regex.Split(File.ReadAllText(SourceTree.PathTo("docs", "incidents.md")), "^## ", RegexOptions.Multiline).Skip(1).ToList();

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
}
