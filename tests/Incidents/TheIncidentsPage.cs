using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Incidents;

/// <summary>A flag that nobody explains teaches nobody, and one that nobody tries may do nothing.</summary>
public sealed class TheIncidentsPage
{
    private static readonly IReadOnlyList<string> Flags =
        [.. JsonNode.Parse(File.ReadAllText(SourceTree.PathTo("src", "Modules", "Flags", "flags.json")))!["flags"]!.AsObject().Select(flag => flag.Key)];

    [Fact]
    public void Has_a_section_for_each_flag_with_where_to_look_and_what_to_see_and_why()
    {
        var sections = Regex.Split(File.ReadAllText(SourceTree.PathTo("docs", "incidents.md")), "^## ", RegexOptions.Multiline).Skip(1).ToList();

        sections.Select(section => section.Split('\n')[0]).Should().Equal(Flags);
        sections.Should().OnlyContain(section => section.Contains("- **Look**: ") && section.Contains("- **See**: ") && section.Contains("- **Why**: "));
    }

    [Fact]
    public void Has_a_picture_of_each()
    {
        var page = File.ReadAllText(SourceTree.PathTo("docs", "incidents.md"));

        Flags.Should().OnlyContain(flag => Regex.IsMatch(page, $@"!\[.+\]\(pictures/incident-{flag}\.png\)"));
    }

    [Fact]
    public void Tells_only_of_what_was_tried() =>
        Incident.All.SelectMany(incident => incident.On).Select(on => on.Flag).Distinct().Should().BeEquivalentTo(Flags);
}
