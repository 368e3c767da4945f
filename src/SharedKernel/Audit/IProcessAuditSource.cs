using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.SharedKernel.Audit;

/// <summary>Adds to the snapshot of a module what the process knows about it, such as the events that it has not read yet.</summary>
public interface IProcessAuditSource
{
    /// <summary>Returns the additions to the snapshot of a module of this process.</summary>
    Task<AuditSnapshot> ReadSnapshotAsync(ModuleDescriptor module, CancellationToken cancellationToken);
}
