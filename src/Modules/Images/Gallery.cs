using System.Collections.Frozen;
using AstronomyShop.SharedKernel.Web;

namespace AstronomyShop.Modules.Images;

/// <summary>All pictures by name: <c>products/SolarFilter.jpg</c>. Only these names are served, so a path cannot reach other files.</summary>
internal sealed class Gallery
{
    private readonly FrozenDictionary<string, EmbeddedFile> pictures = EmbeddedFile.FindAll(typeof(Gallery).Assembly);

    /// <param name="name">The name of the public file.</param>
    /// <param name="width">The requested width: returns the same drawing as WebP in that width, whatever the format of the file.</param>
    public EmbeddedFile? Find(string name, string? width) =>
        pictures.GetValueOrDefault(width is null ? name : $"{Path.ChangeExtension(name, null)}-{width}.webp");
}
