using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Architecture;

/// <summary>The files of the source tree.</summary>
internal static class Repository
{
    public static string Root => SourceTree.Root;

    public static string PathTo(params string[] parts) => SourceTree.PathTo(parts);

    /// <summary>Every file that git does not ignore, as a path from the root with forward slashes.</summary>
    public static IEnumerable<string> Files()
    {
        var ignored = File.ReadLines(PathTo(".gitignore"))
            .Where(line => line.EndsWith('/'))
            .Select(line => line.TrimEnd('/'))
            .Append(".git")
            .ToHashSet();
        return Below(new DirectoryInfo(Root), ignored).Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'));
    }

    private static IEnumerable<FileInfo> Below(DirectoryInfo directory, HashSet<string> ignored) =>
        directory.EnumerateFiles().Where(file => !ignored.Contains(file.Name))
            .Concat(directory.EnumerateDirectories().Where(inner => !ignored.Contains(inner.Name)).SelectMany(inner => Below(inner, ignored)));
}
