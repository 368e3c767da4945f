using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>
/// A module that runs in this process: its descriptor and its service container. The container has the module's own services and what the host
/// shares with it: telemetry, clients of other modules, flags.
/// </summary>
/// <param name="descriptor">The descriptor of the module.</param>
/// <param name="build">Builds the container, when it is first used: it may need the other running modules.</param>
public sealed class RunningModule(ModuleDescriptor descriptor, Func<ServiceProvider> build) : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> services = new(build);

    /// <summary>The descriptor of the module.</summary>
    public ModuleDescriptor Descriptor => descriptor;

    /// <summary>The service container of the module.</summary>
    public IServiceProvider Services => services.Value;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => services.IsValueCreated ? services.Value.DisposeAsync() : ValueTask.CompletedTask;
}
