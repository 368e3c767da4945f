using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Images;

/// <summary>Serves the pictures of the shop and of its products.</summary>
public sealed class ImagesModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Images", "image-provider")
    {
        ServesHttp = true,
        Criticality = "low",
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton<Gallery>();
        module.MapEndpoints(ImageEndpoints.MapImageEndpoints);
    }
}
