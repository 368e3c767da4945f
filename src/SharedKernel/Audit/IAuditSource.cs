using AstronomyShop.Contracts;

namespace AstronomyShop.SharedKernel.Audit;

/// <summary>
/// Implemented by a module whose data is audited, so that it can be compared with that of other modules. Its descriptor has
/// <see cref="Modularity.ModuleDescriptor.HasAuditSource"/>.
/// </summary>
public interface IAuditSource
{
    /// <summary>Returns the module's current data.</summary>
    Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken);
}
