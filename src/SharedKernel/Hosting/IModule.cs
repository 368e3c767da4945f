using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>
/// A service of the shop. It may run in one process with all others or alone in a process; its code must not depend on that.
/// </summary>
public interface IModule
{
    /// <summary>What the rest of the shop knows about this module, also where it does not run.</summary>
    ModuleDescriptor Descriptor { get; }

    /// <summary>Registers the parts of the module. Called only in a process that runs the module.</summary>
    void Add(ModuleBuilder module);
}
