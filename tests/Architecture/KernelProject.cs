using System.Xml.Linq;

namespace AstronomyShop.Tests.Architecture;

/// <summary>A project of the shared kernel, as found in its folder.</summary>
/// <param name="Name">The name of the folder: <c>Rpc</c>.</param>
/// <param name="References">The projects that its project file references, by name.</param>
/// <param name="Lines">The number of lines of its C# files.</param>
internal sealed record KernelProject(string Name, IReadOnlyList<string> References, int Lines)
{
    private static readonly string Folder = Repository.PathTo("src", "SharedKernel");

    /// <summary>Every project of the shared kernel; a project comes after the ones it references.</summary>
    public static IReadOnlyList<KernelProject> All { get; } = Sort(Directory.EnumerateFiles(Folder, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read));

    /// <summary>The folder of the project, from the root.</summary>
    public string Path => $"src/SharedKernel/{Name}";

    /// <summary>The first paragraph of the project's README: its job.</summary>
    public string Job => string.Join(' ', File.ReadLines(Repository.PathTo("src", "SharedKernel", Name, "README.md")).Skip(2).TakeWhile(line => line.Length > 0));

    /// <summary>Sorts projects so that each comes after the ones it references; projects in a cycle of references are not returned.</summary>
    public static IReadOnlyList<KernelProject> Sort(IEnumerable<KernelProject> projects)
    {
        var (sorted, left) = (new List<KernelProject>(), projects.ToList());
        while (left.Find(project => !left.Exists(other => project.References.Contains(other.Name))) is { } next)
        {
            left.Remove(next);
            sorted.Add(next);
        }

        return sorted;
    }

    public static IReadOnlyList<string> ReferencesIn(XDocument project) =>
        [.. project.Descendants("ProjectReference").Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))];

    private static KernelProject Read(string file)
    {
        var folder = System.IO.Path.GetDirectoryName(file)!;
        var sources = Repository.Files().Where(source => source.StartsWith($"src/SharedKernel/{System.IO.Path.GetFileName(folder)}/", StringComparison.Ordinal) && source.EndsWith(".cs", StringComparison.Ordinal));
        return new KernelProject(
            System.IO.Path.GetFileName(folder),
            ReferencesIn(XDocument.Load(file)),
            sources.Sum(source => File.ReadLines(Repository.PathTo(source.Split('/'))).Count()));
    }
}
