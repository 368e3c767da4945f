using System.Text.RegularExpressions;
using AstronomyShop.SharedKernel.Telemetry;
using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Every name of the shop's telemetry is declared once, and the page of them is made from the declarations.</summary>
public sealed partial class TheTelemetryPage
{
    private static readonly WrittenPage Page = new("telemetry.md", "the declarations of the modules");
    private static readonly TelemetryPage Made = new(TheShop);

    [Fact]
    public void Says_what_the_modules_declare() => Page.MustSay(Made.Text());

    [Fact]
    public void A_name_is_of_one_kind_and_one_type_whoever_uses_it() => Contradictions(Made.Declared.Select(one => one.Name)).Should().BeEmpty();

    [Fact]
    public void A_module_declares_a_name_once() =>
        Made.Declared.GroupBy(one => (one.Service, one.Name.Name)).Where(same => same.Count() > 1).Should().BeEmpty();

    [Fact]
    public void A_name_that_means_two_things_is_seen() =>
        Contradictions([TelemetryDefinition.Attribute("demo.star", "int", ""), TelemetryDefinition.Attribute("demo.star", "string", ""), TelemetryDefinition.Event("demo.star", "")])
            .Should().Equal("demo.star");

    [Fact]
    public void No_source_spells_a_name_out_beside_its_declaration()
    {
        var sources = Directory.EnumerateFiles(TheShop.Sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("Telemetry.cs", StringComparison.Ordinal) && !Path.GetRelativePath(TheShop.Sources, file).StartsWith("Observatory", StringComparison.Ordinal));

        sources.SelectMany(file => SpeltOut().Matches(File.ReadAllText(file)).Select(name => $"{Path.GetFileName(file)}: {name.Value}")).Should().BeEmpty();
        SpeltOut().IsMatch("span.SetTag(\"demo.star\", 1)").Should().BeTrue();
    }

    private static IEnumerable<string> Contradictions(IEnumerable<TelemetryDefinition> names) =>
        names.GroupBy(name => name.Name).Where(same => same.Select(name => (name.Kind, name.Type)).Distinct().Count() > 1).Select(same => same.Key);

    [GeneratedRegex("\"demo\\.[a-z._]+\"")]
    private static partial Regex SpeltOut();
}
