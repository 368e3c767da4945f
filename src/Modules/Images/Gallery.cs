using System.Collections.Frozen;
using System.Reflection;

namespace AstronomyShop.Modules.Images;

/// <summary>All pictures by name: <c>products/SolarFilter.jpg</c>. Only these names are served, so a path cannot reach other files.</summary>
internal sealed class Gallery
{
    private readonly FrozenDictionary<string, Picture> pictures = Load();

    /// <param name="name">The name of the public file.</param>
    /// <param name="width">The requested width: returns the same drawing as WebP in that width, whatever the format of the file.</param>
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
