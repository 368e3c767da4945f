using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.FraudDetection;

/// <summary>Reports the verdicts to the auditor.</summary>
internal sealed class VerdictsAuditSource(IDbContextFactory<FraudDetectionDbContext> database) : IAuditSource
{
    public async Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var orders = await db.Verdicts.Select(verdict => verdict.OrderId).ToListAsync(cancellationToken);
        return new AuditSnapshot { Verdicts = new AuditedEffects { OrderIds = { orders } } };
    }
}
