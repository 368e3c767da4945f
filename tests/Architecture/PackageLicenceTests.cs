using System.Text.Json;
using System.Xml.Linq;

namespace AstronomyShop.Tests.Architecture;

/// <summary>The shop is free software and uses only free packages.</summary>
public sealed class PackageLicenceTests
{
    private static readonly LicenceCheck Licences = new(File.ReadLines(Repository.PathTo("tests", "Architecture", "licences.txt")));

    [Theory]
    [InlineData("Directory.Packages.props")]
    [InlineData("aspire", "Directory.Packages.props")]
    public void Every_package_has_an_approved_licence(params string[] file) => Licences.FindProblems(XDocument.Load(Repository.PathTo(file))).Should().BeEmpty();

    [Theory]
    [InlineData("MassTransit", "9.0.0", "is commercial")]
    [InlineData("MassTransit.Abstractions", "10.1.2", "is commercial")]
    [InlineData("FluentAssertions", "8.0.0-rc.1", "is commercial")]
    [InlineData("JsonSchema.Net", "9.0.0", "is commercial")]
    [InlineData("MassTransit", "8.*", "is no exact version")]
    [InlineData("MassTransit", "[8.5.12, 10.0.0)", "is no exact version")]
    [InlineData("Unheard.Of", "1.0.0", "is not in licences.txt")]
    public void A_package_with_a_forbidden_version_or_without_a_licence_is_rejected(string package, string version, string why) =>
        Licences.FindProblems(Props(package, version)).Should().ContainSingle().Which.Should().Contain(why);

    [Fact]
    public void A_licence_that_is_not_free_is_rejected() =>
        new LicenceCheck(["Costly SSPL-1.0"]).FindProblems(Props("Costly", "1.0.0")).Should().ContainSingle().Which.Should().Contain("SSPL-1.0");

    [Fact]
    public void Every_npm_package_has_a_free_licence()
    {
        var locks = Repository.Files().Where(file => Path.GetFileName(file) == "package-lock.json").ToList();

        locks.Should().NotBeEmpty();
        locks.SelectMany(file => LicenceCheck.FindNpmProblems(JsonDocument.Parse(File.ReadAllText(Repository.PathTo(file))))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"license\":\"SSPL-1.0\"", "node_modules/costly is under SSPL-1.0")]
    [InlineData("\"license\":\"(SSPL-1.0 OR GPL-2.0)\"", "node_modules/costly is under (SSPL-1.0 OR GPL-2.0)")]
    [InlineData("\"license\":\"MIT AND SSPL-1.0\"", "node_modules/costly is under MIT AND SSPL-1.0")]
    [InlineData("\"version\":\"1.0.0\"", "node_modules/costly is under no licence")]
    public void An_npm_package_without_a_free_licence_is_rejected(string says, string why)
    {
        using var locked = JsonDocument.Parse($$"""{"packages": {"": {}, "node_modules/costly": { {{says}} }, "node_modules/fine": {"license": "ISC"}, "node_modules/choice": {"license": "(GPL-2.0 OR MIT)"} } }""");

        LicenceCheck.FindNpmProblems(locked).Should().ContainSingle().Which.Should().Contain(why);
    }

    private static XDocument Props(string package, string version) =>
        XDocument.Parse($"""<Project><ItemGroup><PackageVersion Include="{package}" Version="{version}" /></ItemGroup></Project>""");
}
