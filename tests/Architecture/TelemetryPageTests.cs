using System.Text.RegularExpressions;
using AstronomyShop.SharedKernel.Telemetry;
using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Every name of the shop's telemetry is declared once, and the page that lists them is generated from the declarations.</summary>
public sealed partial class TelemetryPageTests
{
    private static readonly GeneratedPage Page = new("telemetry.md", "the declarations of the modules");
    private static readonly TelemetryPage Generated = new(Shop);

    [Fact]
    public void The_telemetry_page_lists_what_the_modules_declare() => Page.MustContain(Generated.Generate());

    [Fact]
    public void A_telemetry_name_has_one_kind_and_one_type_in_all_modules() => Contradictions(Generated.Declared.Select(one => one.Name)).Should().BeEmpty();

    [Fact]
    public void A_module_declares_a_telemetry_name_once() =>
        Generated.Declared.GroupBy(one => (one.Service, one.Name.Name)).Where(same => same.Count() > 1).Should().BeEmpty();

    [Fact]
    public void A_telemetry_name_with_two_meanings_is_reported() =>
        Contradictions([TelemetryDefinition.Attribute("demo.star", "int", ""), TelemetryDefinition.Attribute("demo.star", "string", ""), TelemetryDefinition.Event("demo.star", "")])
            .Should().Equal("demo.star");

    [Fact]
    public void No_source_repeats_a_telemetry_name_as_a_literal()
    {
        var sources = Directory.EnumerateFiles(Shop.Sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("Telemetry.cs", StringComparison.Ordinal) && !Path.GetRelativePath(Shop.Sources, file).StartsWith("Observatory", StringComparison.Ordinal));

        sources.SelectMany(file => TelemetryNameLiteral().Matches(File.ReadAllText(file)).Select(name => $"{Path.GetFileName(file)}: {name.Value}")).Should().BeEmpty();
        TelemetryNameLiteral().IsMatch("span.SetTag(\"demo.star\", 1)").Should().BeTrue();
    }

    private static IEnumerable<string> Contradictions(IEnumerable<TelemetryDefinition> names) =>
        names.GroupBy(name => name.Name).Where(same => same.Select(name => (name.Kind, name.Type)).Distinct().Count() > 1).Select(same => same.Key);

    [GeneratedRegex("\"demo\\.[a-z._]+\"")]
    private static partial Regex TelemetryNameLiteral();
}
