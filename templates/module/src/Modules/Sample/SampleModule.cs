using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Modules.Sample;

/// <summary>An example, to be replaced by what the module does.</summary>
public sealed class SampleModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Sample", "sample-service-name")
    {
        Serves = [SampleService.Descriptor],
        AddressVariables = ["SAMPLE_VARIABLE_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddGrpcService<SampleGrpcService>(SampleService.BindService);
    }
}
