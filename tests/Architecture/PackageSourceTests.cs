using System.Xml.Linq;

namespace AstronomyShop.Tests.Architecture;

/// <summary>A package comes from one known source, whatever other sources a machine has.</summary>
public sealed class PackageSourceTests
{
    [Fact]
    public void Every_package_is_mapped_to_one_source_and_no_mapping_is_inherited()
    {
        var mapping = XDocument.Load(Repository.PathTo("nuget.config")).Root!.Element("packageSourceMapping");

        mapping.Should().NotBeNull();
        mapping!.Elements().First().Name.LocalName.Should().Be("clear");
        mapping.Elements("packageSource").Should().ContainSingle()
            .Which.Elements("package").Select(package => (string?)package.Attribute("pattern")).Should().Equal("*");
    }
}
