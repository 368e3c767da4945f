namespace AstronomyShop.SharedKernel.Audit;

/// <summary>Implemented by a module that stores money or orders, so that the auditor can compare its data with that of other modules.</summary>
public interface IAuditSource
{
    /// <summary>Returns the module's current data.</summary>
    Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken);
}
