using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Tests.Parity.Probes;

/// <summary>Declares a service that it does not serve.</summary>
public sealed class AbsentModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Absent", "absent") { Serves = [Absent.Descriptor] };

    public void Add(ModuleBuilder module)
    {
    }
}
