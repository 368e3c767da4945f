using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Audit;

/// <summary>Compares the data that the modules have stored and reports whether every order, charge and effect fits the others.</summary>
public sealed class AuditModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Audit", "audit")
    {
        ReadsAuditSources = true,
        ManagementPaths = [AuditEndpoints.Path],

        // It is a tool of operators: no customer's request reaches it.
        IsRecorded = false,
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Services.AddSingleton<Auditor>();
        module.MapEndpoints(AuditEndpoints.MapAuditEndpoints);
    }
}
