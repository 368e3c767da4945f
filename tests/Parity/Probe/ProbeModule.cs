using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Tests.Parity.Probes;

public sealed class ProbeModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Probe", "probe") { Serves = [Probe.Descriptor] };

    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddGrpcService<ProbeGrpcService>(Probe.BindService);
    }
}
