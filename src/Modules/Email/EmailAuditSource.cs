using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Email;

/// <summary>Reports the sent confirmations to the auditor.</summary>
internal sealed class EmailAuditSource(IDbContextFactory<EmailDbContext> database) : IAuditSource
{
    public async Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var orders = await db.Set<Mail>().Select(email => email.OrderId).ToListAsync(cancellationToken);
        return new AuditSnapshot { Mails = new AuditedEffects { OrderIds = { orders } } };
    }
}
