using AstronomyShop.SharedKernel.Modules;
using ArchUnitNET.xUnitV3;
using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>One public class per module, named like its folder; all else is internal, sealed and in the module's namespace.</summary>
public sealed class AModuleShowsOneFace
{
    [Theory, ClassData(typeof(EveryModule))]
    public void Its_only_public_type_is_the_module(string module)
    {
        PublicTypes(TheShop[module]).Should().Equal($"{module}Module");
        TheShop[module].Assembly.GetType($"{TheShop[module].Namespace}.{module}Module").Should().Implement<IModule>();
    }

    [Theory, ClassData(typeof(EveryModule))]
    public void Its_classes_are_sealed(string module) => Rules.IsSealed(TheShop[module]).Check(TheShop.Architecture);

    [Theory, ClassData(typeof(EveryModule))]
    public void Its_types_are_in_its_namespace(string module) => Strays(TheShop[module]).Should().BeEmpty();

    [Theory, ClassData(typeof(EveryModule))]
    public void Its_face_and_its_project_have_its_name(string module)
    {
        TheShop[module].Face.Name.Should().Be(module);
        File.Exists(Path.Combine(TheShop.Sources, module, $"{module}.csproj")).Should().BeTrue();
    }

    [Theory, ClassData(typeof(EveryModule))]
    public void Its_folder_has_a_page_that_says_what_it_is_for(string module) =>
        File.ReadLines(Path.Combine(TheShop.Sources, module, "README.md")).First().Should().Be($"# {module}");

    [Fact]
    public void Every_folder_with_a_project_is_a_module_that_was_found() =>
        Folders(TheShop).Should().BeEquivalentTo(TheShop.All.Select(module => module.Name));

    [Fact]
    public void A_second_public_type_is_seen_and_a_migration_is_none()
    {
        PublicTypes(Nosy).Should().BeEquivalentTo("NosyModule", "Loudspeaker", "Stowaway");
        PublicTypes(Victim).Should().Equal("VictimModule");
    }

    [Fact]
    public void A_class_to_derive_from_is_seen_and_a_migration_is_none()
    {
        Rules.IsSealed(Nosy).Offenders(TheViolators).Should().BeEquivalentTo(
            "Unsealed", "Foundation", "LooseRecord", "Generic`1", "Inner", "Stowaway");
        Rules.IsSealed(Victim).Check(TheViolators.Architecture);
    }

    [Fact]
    public void A_wrong_name_is_seen()
    {
        Nosy.Face.Name.Should().NotBe(Nosy.Name);
        Strays(Nosy).Should().Equal("AstronomyShop.Elsewhere.Stray");
        Folders(TheViolators).Should().BeEquivalentTo("Nosy", "Victim");
    }

    private static IEnumerable<string> PublicTypes(FoundModule module) => module.WrittenTypes.Where(type => type.IsVisible).Select(type => type.Name);

    private static IEnumerable<string?> Strays(FoundModule module) =>
        module.WrittenTypes
            .Where(type => !$"{type.Namespace}.".StartsWith($"{module.Namespace}.", StringComparison.Ordinal))
            .Select(type => type.FullName);

    private static IEnumerable<string> Folders(ModuleSet modules) =>
        Directory.EnumerateDirectories(modules.Sources)
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Select(folder => Path.GetFileName(folder));
}
