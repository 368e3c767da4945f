using System.Collections.Frozen;
using System.Reflection;

namespace AstronomyShop.Modules.Images;

/// <summary>All pictures, by name: <c>products/SolarFilter.jpg</c>. What is not in here does not exist, whatever path somebody makes up.</summary>
internal sealed class Gallery
{
    private readonly FrozenDictionary<string, Picture> pictures = Load();

    /// <param name="name">Of the public file.</param>
    /// <param name="width">For a browser that chose one: the same drawing as wide as that, whatever the file's own format.</param>
    public Picture? Find(string name, string? width) =>
        pictures.GetValueOrDefault(width is null ? name : $"{Path.ChangeExtension(name, null)}-{width}.webp");

    private static FrozenDictionary<string, Picture> Load()
    {
        var assembly = typeof(Gallery).Assembly;
        return assembly.GetManifestResourceNames().ToFrozenDictionary(name => name, name => new Picture(name, Read(assembly, name)));
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
