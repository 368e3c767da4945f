using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Email;

/// <summary>The shop's outgoing mail. It goes no further than this store: a demo must not write to strangers.</summary>
internal sealed class SentEmailRepository(IDbContextFactory<EmailDbContext> database, TimeProvider clock)
{
    /// <returns>False when the order has had its mail.</returns>
    public async Task<bool> TrySendAsync(string orderId, string recipient, Confirmation confirmation, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO mail (order_id, recipient, subject, body, sent_at)
            VALUES ({orderId}, {recipient}, {confirmation.Subject}, {confirmation.Body}, {clock.GetUtcNow().ToUnixTimeMilliseconds()})
            ON CONFLICT (order_id) DO NOTHING
            """,
            cancellationToken) > 0;
    }
}
