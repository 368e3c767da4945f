namespace AstronomyShop.SharedKernel.Audit;

/// <summary>A module that keeps money or orders gives account of them, so that the auditor can hold the accounts against each other.</summary>
public interface IAudited
{
    /// <summary>All the module has, as of now.</summary>
    Task<AuditAccount> GiveAccount(CancellationToken cancellation);
}
