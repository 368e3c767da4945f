namespace AstronomyShop.SharedKernel.Audit;

/// <summary>A module that keeps money or orders gives account of them, so that the auditor can hold the accounts against each other.</summary>
public interface IAuditSource
{
    /// <summary>All the module has, as of now.</summary>
    Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken);
}
