using AstronomyShop.SharedKernel.Audit;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Email;

/// <summary>Tells the auditor who was written to.</summary>
internal sealed class MailAccount(IDbContextFactory<EmailDb> database) : IAudited
{
    public async Task<AuditAccount> GiveAccount(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var orders = await db.Set<Mail>().Select(mail => mail.OrderId).ToListAsync(cancellation);
        return new AuditAccount { Effects = new AuditedEffects(AuditedEffects.Mail, orders) };
    }
}
