using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.FraudDetection;

internal sealed class VerdictStore(IDbContextFactory<FraudDetectionDbContext> database, TimeProvider clock)
{
    /// <returns>False when the order already has a verdict, which is kept.</returns>
    public async Task<bool> TryAddAsync(string orderId, Verdict verdict, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO verdict (order_id, decision, score, reasons, judged_at)
            VALUES ({orderId}, {verdict.Decision}, {verdict.Score}, {string.Join(',', verdict.Reasons)}, {clock.GetUtcNow().ToUnixTimeMilliseconds()})
            ON CONFLICT (order_id) DO NOTHING
            """,
            cancellationToken) > 0;
    }
}
