namespace AstronomyShop.Tests.Testing;

/// <summary>The data directory of a shop, which is deleted after the test.</summary>
public sealed class DataDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("shop-").FullName;

    /// <summary>The argument of the program that names the directory.</summary>
    public string Argument => $"--Shop:DataDirectory={Path}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
