using AstronomyShop.SharedKernel.Audit;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.FraudDetection;

/// <summary>Tells the auditor what was judged.</summary>
internal sealed class VerdictsAccount(IDbContextFactory<FraudDetectionDb> database) : IAudited
{
    public async Task<AuditAccount> GiveAccount(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var orders = await db.Verdicts.Select(verdict => verdict.OrderId).ToListAsync(cancellation);
        return new AuditAccount { Effects = new AuditedEffects(AuditedEffects.Verdict, orders) };
    }
}
