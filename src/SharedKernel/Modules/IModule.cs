namespace AstronomyShop.SharedKernel.Modules;

/// <summary>
/// A service of the shop. It may run beside all others in one process or alone in its own; nothing in it may depend on which.
/// </summary>
public interface IModule
{
    /// <summary>What the rest of the shop may know of this module, also where it does not run.</summary>
    ModuleDescriptor Descriptor { get; }

    /// <summary>Puts the module together. Called only where the module runs.</summary>
    void Add(ModuleBuilder module);
}
