using AstronomyShop.SharedKernel.Hosting;
using ArchUnitNET.xUnitV3;
using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>One public class per module, named like its folder; all else is internal, sealed and in the module's namespace.</summary>
public sealed class ModuleShapeTests
{
    [Theory, ClassData(typeof(ModuleNames))]
    public void The_only_public_type_of_a_module_is_its_module_class(string module)
    {
        PublicTypes(Shop[module]).Should().Equal($"{module}Module");
        Shop[module].Assembly.GetType($"{Shop[module].Namespace}.{module}Module").Should().Implement<IModule>();
    }

    [Theory, ClassData(typeof(ModuleNames))]
    public void All_classes_of_a_module_are_sealed(string module) => DependencyRules.IsSealed(Shop[module]).Check(Shop.Architecture);

    [Theory, ClassData(typeof(ModuleNames))]
    public void All_types_of_a_module_are_in_its_namespace(string module) => TypesOutsideNamespace(Shop[module]).Should().BeEmpty();

    [Theory, ClassData(typeof(ModuleNames))]
    public void The_descriptor_and_the_project_have_the_name_of_the_module(string module)
    {
        Shop[module].Descriptor.Name.Should().Be(module);
        File.Exists(Path.Combine(Shop.Sources, module, $"{module}.csproj")).Should().BeTrue();
    }

    [Theory, ClassData(typeof(ModuleNames))]
    public void The_folder_of_a_module_has_a_readme(string module) =>
        File.ReadLines(Path.Combine(Shop.Sources, module, "README.md")).First().Should().Be($"# {module}");

    [Fact]
    public void Every_folder_with_a_project_is_found_as_a_module() =>
        Folders(Shop).Should().BeEquivalentTo(Shop.All.Select(module => module.Name));

    [Fact]
    public void A_second_public_type_is_reported_and_a_migration_is_not()
    {
        PublicTypes(Nosy).Should().BeEquivalentTo("NosyModule", "Loudspeaker", "Stowaway");
        PublicTypes(Victim).Should().Equal("VictimModule");
    }

    [Fact]
    public void An_unsealed_class_is_reported_and_a_migration_is_not()
    {
        DependencyRules.IsSealed(Nosy).ViolatingTypes(Violators).Should().BeEquivalentTo(
            "Unsealed", "Foundation", "LooseRecord", "Generic`1", "Inner", "Stowaway");
        DependencyRules.IsSealed(Victim).Check(Violators.Architecture);
    }

    [Fact]
    public void A_type_outside_the_namespace_is_reported()
    {
        Nosy.Descriptor.Name.Should().NotBe(Nosy.Name);
        TypesOutsideNamespace(Nosy).Should().Equal("AstronomyShop.Elsewhere.Stray");
        Folders(Violators).Should().BeEquivalentTo("Nosy", "Victim");
    }

    private static IEnumerable<string> PublicTypes(FoundModule module) => module.WrittenTypes.Where(type => type.IsVisible).Select(type => type.Name);

    private static IEnumerable<string?> TypesOutsideNamespace(FoundModule module) =>
        module.WrittenTypes
            .Where(type => !$"{type.Namespace}.".StartsWith($"{module.Namespace}.", StringComparison.Ordinal))
            .Select(type => type.FullName);

    private static IEnumerable<string> Folders(ModuleSet modules) =>
        Directory.EnumerateDirectories(modules.Sources)
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Select(folder => Path.GetFileName(folder));
}
