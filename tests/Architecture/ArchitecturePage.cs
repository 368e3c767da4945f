using System.Text;
using AstronomyShop.SharedKernel.Modularity;
using Google.Protobuf.Reflection;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Generates the diagram and the table of <c>docs/architecture.md</c> from the module descriptors.</summary>
internal sealed class ArchitecturePage(ModuleSet modules)
{
    private const string Nothing = "–";

    private readonly List<ModuleDescriptor> descriptors = [.. modules.All.Select(module => module.Descriptor)];

    public string Generate() => $"{Diagram()}\n{Table()}\n";

    /// <summary>The table of the projects of the shared kernel; a project references only projects above it.</summary>
    public static string GenerateKernel(IEnumerable<KernelProject> projects)
    {
        var table = new StringBuilder("| project | content | references |\n|---|---|---|\n");
        foreach (var project in projects)
        {
            table.Append($"| [{project.Name}](../{project.Path}/README.md) | {project.Job} | {JoinOrNothing([.. project.References.Where(name => name != "Contracts")])} |\n");
        }

        return $"{table}\n";
    }

    private string Diagram()
    {
        var picture = new StringBuilder("```mermaid\nflowchart LR\n");
        foreach (var descriptor in descriptors)
        {
            picture.Append($"    {descriptor.Name}[{descriptor.ServiceName}]\n");
        }

        foreach (var edge in descriptors.SelectMany(EdgesFrom))
        {
            picture.Append($"    {edge}\n");
        }

        return picture.Append("```\n").ToString();
    }

    private IEnumerable<string> EdgesFrom(ModuleDescriptor descriptor) =>
    [
        .. descriptor.IsEdge ? [$"shopper((shopper)) -- HTTP --> {descriptor.Name}"] : (string[])[],
        .. descriptor.ForwardsTo.Select(callee => $"{descriptor.Name} -- HTTP --> {callee}"),
        .. HttpTargetsOf(descriptor).Select(edge => $"{descriptor.Name} -- HTTP --> {edge.Name}"),
        .. CalleesOf(descriptor).Select(callee => $"{descriptor.Name} --> {callee.Name}"),
        .. descriptor.Publishes.SelectMany(type => ConsumersOf(type).Select(consumer => $"{descriptor.Name} -. {type.Name} .-> {consumer.Name}")),
    ];

    private string Table()
    {
        var table = new StringBuilder("| module | `service.name` | serves | calls | keeps | events |\n|---|---|---|---|---|---|\n");
        foreach (var module in modules.All)
        {
            table.Append($"| {string.Join(" | ", Row(module))} |\n");
        }

        return table.ToString();
    }

    private IEnumerable<string> Row(FoundModule module) =>
    [
        $"[{module.Name}](../src/Modules/{module.Name}/README.md)",
        module.Descriptor.ServiceName,
        JoinOrNothing([.. module.Descriptor.Serves.Select(service => service.Name).Distinct(), .. ServedBy(module.Descriptor)]),
        JoinOrNothing([.. CalleesOf(module.Descriptor).Select(callee => callee.ServiceName), .. module.Descriptor.ForwardsTo.Select(ServiceNameOf), .. HttpTargetsOf(module.Descriptor).Select(edge => edge.ServiceName)]),
        module.Assembly.GetTypes().Any(type => type.IsSubclassOf(typeof(DbContext))) ? "own database" : Nothing,
        JoinOrNothing([.. module.Descriptor.Publishes.Select(type => $"publishes {type.Name}"), .. module.Descriptor.Consumes.Select(type => $"consumes {type.Name}")]),
    ];

    private static string[] ServedBy(ModuleDescriptor descriptor) => descriptor.IsEdge ? ["the public port"] : descriptor.ServesHttp ? ["HTTP"] : [];

    private string ServiceNameOf(string module) => descriptors.Find(descriptor => descriptor.Name == module)?.ServiceName ?? module;

    private IEnumerable<ModuleDescriptor> CalleesOf(ModuleDescriptor caller) =>
        caller.Calls.SelectMany(service => descriptors.Where(descriptor => descriptor.Serves.Contains(service))).Distinct();

    private IEnumerable<ModuleDescriptor> HttpTargetsOf(ModuleDescriptor caller) => descriptors.Where(descriptor => descriptor.IsEdge && caller.CallsEdge);

    private IEnumerable<ModuleDescriptor> ConsumersOf(MessageDescriptor type) => descriptors.Where(descriptor => descriptor.Consumes.Contains(type));

    private static string JoinOrNothing(string[] words) => words.Length == 0 ? Nothing : string.Join(", ", words);
}
