using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.FraudDetection;

internal sealed class VerdictStore(GroupCommitWriter<FraudDetectionDbContext> writer, TimeProvider clock)
{
    /// <returns>False when the order already has a verdict, which is kept.</returns>
    public async Task<bool> TryAddAsync(string orderId, Verdict verdict, CancellationToken cancellationToken)
    {
        return await writer.ExecuteIdempotentAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO verdict (order_id, decision, score, reasons, judged_at)
            VALUES ({orderId}, {verdict.Decision}, {verdict.Score}, {string.Join(',', verdict.Reasons)}, {clock.GetUtcNow().ToUnixTimeMilliseconds()})
            ON CONFLICT (order_id) DO NOTHING
            """,
            cancellationToken), cancellationToken) > 0;
    }
}
