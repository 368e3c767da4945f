namespace AstronomyShop.Modules.Audit;

/// <summary>The result of an audit, returned by <c>GET /audit</c>.</summary>
internal sealed record AuditReport(bool Holds, int Orders, int Charges, int Refunds, int Booked, IReadOnlyList<AuditReport.Check> Checks)
{
    internal sealed record Check(string Id, bool Holds, string Detail);
}
