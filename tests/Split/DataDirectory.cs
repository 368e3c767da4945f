namespace AstronomyShop.Tests.Split;

/// <summary>Where a shop keeps its data, and what goes with the test.</summary>
internal sealed class DataDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("shop-").FullName;

    public string Argument => $"--Shop:DataDirectory={Path}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
