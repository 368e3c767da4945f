namespace AstronomyShop.Tests.Testing;

/// <summary>The source tree that this test was built from, located from the folder of the test assembly and not from the working directory.</summary>
public static class SourceTree
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? directory) =>
        directory is null ? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository")
        : File.Exists(Path.Combine(directory.FullName, "Directory.Packages.props")) ? directory.FullName
        : Find(directory.Parent);
}
