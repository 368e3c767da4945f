namespace AstronomyShop.SharedKernel.Audit;

/// <summary>A module that has an audit source returned no snapshot, so that invariants that involve it cannot be evaluated.</summary>
/// <param name="service">The service name of the module.</param>
/// <param name="cause">Why there is none.</param>
public sealed class MissingSnapshotException(string service, Exception cause) : Exception($"{service} returned no audit snapshot", cause)
{
    /// <summary>The service name of the module.</summary>
    public string Service => service;
}
