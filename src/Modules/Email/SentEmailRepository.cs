using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Email;

/// <summary>The shop's sent e-mails. They are only stored: a demo must not send e-mail to real addresses.</summary>
internal sealed class SentEmailRepository(GroupCommitWriter<EmailDbContext> writer, TimeProvider clock)
{
    /// <returns>False when the order already has its e-mail.</returns>
    public async Task<bool> TrySendAsync(string orderId, string recipient, Confirmation confirmation, CancellationToken cancellationToken)
    {
        var body = await confirmation.RenderAsync();
        return await writer.ExecuteAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO mail (order_id, recipient, subject, body, sent_at)
            VALUES ({orderId}, {recipient}, {confirmation.Subject}, {body}, {clock.GetUtcNow().ToUnixTimeMilliseconds()})
            ON CONFLICT (order_id) DO NOTHING
            """,
            cancellationToken), cancellationToken) > 0;
    }
}
