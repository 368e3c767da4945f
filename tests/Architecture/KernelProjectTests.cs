using System.Reflection;
using System.Xml.Linq;
using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>The shared kernel consists of small projects with one job each, whose references form no cycle.</summary>
public sealed class KernelProjectTests
{
    private const string Prefix = "AstronomyShop.SharedKernel.";
    private const string TestPrefix = "AstronomyShop.Tests.";
    private const int MaxLines = 1_700;
    private const int MaxReadmeLines = 12;

    [Fact]
    public void The_references_of_the_kernel_projects_form_no_cycle()
    {
        KernelProject.All.Should().HaveSameCount(KernelAssemblies, "project references must not form a cycle");
        KernelProject.All.SelectMany(project => ForeignReferences(project, KernelProject.All)).Should().BeEmpty("the kernel references only contracts and itself");
    }

    [Fact]
    public void A_cycle_of_references_and_a_reference_to_a_module_are_reported()
    {
        KernelProject[] projects = [new("Rpc", ["Flags", "Contracts"], 1), new("Flags", ["Rpc"], 1), new("Money", ["Contracts", "Cart"], 1), new("Web", ["Money"], 1)];

        KernelProject.Sort(projects).Select(project => project.Name).Should().Equal("Money", "Web");
        projects.SelectMany(project => ForeignReferences(project, projects)).Should().Equal("Money references Cart");
    }

    [Fact]
    public void A_kernel_project_uses_every_project_that_it_references_and_no_other() =>
        KernelAssemblies.SelectMany(assembly => DifferencesOf(KernelProject.All.Single(project => project.Name == NameOf(assembly.GetName())), assembly)).Should().BeEmpty();

    [Fact]
    public void An_unused_reference_and_one_that_is_not_named_are_reported() =>
        DifferencesOf(new KernelProject("Rpc", ["Contracts", "Modularity", "Rpc.Abstractions", "Web"], 1), KernelAssemblies.Single(assembly => NameOf(assembly.GetName()) == "Rpc"))
            .Should().BeEquivalentTo("Rpc does not use Web", "Rpc does not reference Telemetry");

    [Fact]
    public void A_kernel_project_is_small() =>
        KernelProject.All.Where(project => project.Lines > MaxLines).Select(project => $"{project.Name} has {project.Lines} lines").Should().BeEmpty();

    [Fact]
    public void The_readme_of_a_kernel_project_is_short_and_begins_with_its_name()
    {
        foreach (var project in KernelProject.All)
        {
            var lines = File.ReadAllLines(Repository.PathTo("src", "SharedKernel", project.Name, "README.md"));
            lines[0].Should().Be($"# {project.Name}");
            lines.Should().HaveCountLessThanOrEqualTo(MaxReadmeLines);
            project.Job.Should().NotBeEmpty();
        }
    }

    [Fact]
    public void No_project_of_the_shop_opens_its_internals_to_another()
    {
        var files = Repository.Files().Where(file => (file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("contracts/", StringComparison.Ordinal)) && Path.GetExtension(file) is ".csproj" or ".props").ToList();

        files.SelectMany(file => OpenedTo(XDocument.Load(Repository.PathTo(file.Split('/')))).Select(friend => $"{file} opens its internals to {friend}")).Should().BeEmpty();
        KernelAssemblies.Concat(Shop.All.Select(module => module.Assembly))
            .SelectMany(assembly => assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>())
            .Should().OnlyContain(friend => friend.AssemblyName.StartsWith(TestPrefix, StringComparison.Ordinal));
    }

    [Fact]
    public void Internals_opened_to_another_project_of_the_shop_are_reported() =>
        OpenedTo(XDocument.Parse("""<Project><ItemGroup><InternalsVisibleTo Include="AstronomyShop.Host" /><InternalsVisibleTo Include="AstronomyShop.Tests.Split" /></ItemGroup></Project>"""))
            .Should().Equal("AstronomyShop.Host");

    private static IEnumerable<string> OpenedTo(XDocument project) =>
        project.Descendants("InternalsVisibleTo").Select(friend => friend.Attribute("Include")!.Value).Where(friend => !friend.StartsWith(TestPrefix, StringComparison.Ordinal));

    private static IEnumerable<string> ForeignReferences(KernelProject project, IReadOnlyList<KernelProject> kernel) =>
        project.References.Where(name => name != "Contracts" && kernel.All(other => other.Name != name)).Select(name => $"{project.Name} references {name}");

    private static IEnumerable<string> DifferencesOf(KernelProject project, Assembly assembly)
    {
        var used = assembly.GetReferencedAssemblies().Where(reference => reference.Name!.StartsWith("AstronomyShop.", StringComparison.Ordinal)).Select(NameOf).ToList();
        return
        [
            .. project.References.Except(used).Select(name => $"{project.Name} does not use {name}"),
            .. used.Except(project.References).Select(name => $"{project.Name} does not reference {name}"),
        ];
    }

    private static string NameOf(AssemblyName assembly) => assembly.Name!.StartsWith(Prefix, StringComparison.Ordinal) ? assembly.Name[Prefix.Length..] : assembly.Name["AstronomyShop.".Length..];
}
