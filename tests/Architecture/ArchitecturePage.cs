using System.Text;
using AstronomyShop.SharedKernel.Modules;
using Google.Protobuf.Reflection;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Tests.Architecture;

/// <summary>Writes what <c>docs/architecture.md</c> says of the modules: the picture and the table, out of their faces.</summary>
internal sealed class ArchitecturePage(ModuleSet modules)
{
    private const string Nothing = "–";

    private readonly List<ModuleDescriptor> faces = [.. modules.All.Select(module => module.Face)];

    public string Text() => $"{Picture()}\n{Table()}\n";

    private string Picture()
    {
        var picture = new StringBuilder("```mermaid\nflowchart LR\n");
        foreach (var face in faces)
        {
            picture.Append($"    {face.Name}[{face.ServiceName}]\n");
        }

        foreach (var edge in faces.SelectMany(EdgesFrom))
        {
            picture.Append($"    {edge}\n");
        }

        return picture.Append("```\n").ToString();
    }

    private IEnumerable<string> EdgesFrom(ModuleDescriptor face) =>
    [
        .. face.IsEdge ? [$"shopper((shopper)) -- HTTP --> {face.Name}"] : (string[])[],
        .. face.ForwardsTo.Select(callee => $"{face.Name} -- HTTP --> {callee}"),
        .. DoorsOf(face).Select(door => $"{face.Name} -- HTTP --> {door.Name}"),
        .. CalleesOf(face).Select(callee => $"{face.Name} --> {callee.Name}"),
        .. face.Publishes.SelectMany(type => ConsumersOf(type).Select(consumer => $"{face.Name} -. {type.Name} .-> {consumer.Name}")),
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
        module.Face.ServiceName,
        Words([.. module.Face.Serves.Select(service => service.Name).Distinct(), .. Answers(module.Face)]),
        Words([.. CalleesOf(module.Face).Select(callee => callee.ServiceName), .. module.Face.ForwardsTo.Select(ServiceNameOf), .. DoorsOf(module.Face).Select(door => door.ServiceName)]),
        module.Assembly.GetTypes().Any(type => type.IsSubclassOf(typeof(DbContext))) ? "own database" : Nothing,
        Words([.. module.Face.Publishes.Select(type => $"publishes {type.Name}"), .. module.Face.Consumes.Select(type => $"consumes {type.Name}")]),
    ];

    private static string[] Answers(ModuleDescriptor face) => face.IsEdge ? ["the public port"] : face.ServesHttp ? ["HTTP"] : [];

    private string ServiceNameOf(string module) => faces.Find(face => face.Name == module)?.ServiceName ?? module;

    private IEnumerable<ModuleDescriptor> CalleesOf(ModuleDescriptor caller) =>
        caller.Calls.SelectMany(service => faces.Where(face => face.Serves.Contains(service))).Distinct();

    private IEnumerable<ModuleDescriptor> DoorsOf(ModuleDescriptor caller) => faces.Where(face => face.IsEdge && caller.CallsEdge);

    private IEnumerable<ModuleDescriptor> ConsumersOf(MessageDescriptor type) => faces.Where(face => face.Consumes.Contains(type));

    private static string Words(string[] words) => words.Length == 0 ? Nothing : string.Join(", ", words);
}
