using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Cart.Stores;

/// <summary>
/// Stores carts in the module's database: a row per shopper and product. Writes to one cart are executed one after the other.
/// </summary>
internal sealed class SqliteCartStore(IDbContextFactory<CartDbContext> database, GroupCommitWriter<CartDbContext> writer, TimeProvider clock) : ICartStore
{
    // Compiled, because every page shows the number of items in the cart. Of this instance, because it belongs to the model of one database.
    private readonly Func<CartDbContext, string, long, IAsyncEnumerable<CartLine>> linesOf = EF.CompileAsyncQuery((CartDbContext db, string user, long now) =>
        db.Lines
            .Where(line => line.UserId == user && line.ExpiresAt > now)
            .OrderBy(line => line.Position)
            .Select(line => new CartLine(line.ProductId, line.Quantity)));

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<IReadOnlyList<CartLine>> FindAsync(CartOwner owner, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var lines = new List<CartLine>();
        await foreach (var line in linesOf(db, owner.ToString(), Now).WithCancellation(cancellationToken))
        {
            lines.Add(line);
        }

        return lines;
    }

    public async Task<bool> TryAddAsync(CartOwner owner, string productId, int quantity, CancellationToken cancellationToken)
    {
        if (quantity < 0)
        {
            await RemoveAsync(owner, [new CartLine(productId, -Math.Max(quantity, -CartLimits.MaxQuantity))], key: null, cancellationToken);
            return true;
        }

        var (user, now) = (owner.ToString(), Now);
        return await writer.ExecuteExclusiveAsync(
            user,
            async db =>
            {
                if (!await TryAddLineAsync(db, user, productId, quantity, now, cancellationToken))
                {
                    return false;
                }

                await ExtendAsync(db, user, now, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public Task RemoveAsync(CartOwner owner, IReadOnlyList<CartLine> lines, string? key, CancellationToken cancellationToken)
    {
        var (user, now) = (owner.ToString(), Now);
        return writer.ExecuteExclusiveAsync(
            user,
            async db =>
            {
                if (key is not null && !await IsFirstAsync(db, user, key, now, cancellationToken))
                {
                    return false;
                }

                foreach (var line in lines)
                {
                    await SubtractAsync(db, user, line, cancellationToken);
                }

                await ExtendAsync(db, user, now, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public Task EmptyAsync(CartOwner owner, CancellationToken cancellationToken)
    {
        var user = owner.ToString();
        return writer.ExecuteExclusiveAsync(user, db => db.Lines.Where(line => line.UserId == user).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Deletes expired carts and old keys.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var (now, forgotten) = (Now, Now - (long)CartLimits.KeyLifetime.TotalMilliseconds);
        await db.Lines.Where(line => line.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        await db.Removals.Where(removal => removal.AppliedAt <= forgotten).ExecuteDeleteAsync(cancellationToken);
    }

    // SQL, because EF Core has no upsert, and its own statements for one row are looked up at each execution. The statement merges lines and applies
    // both limits, so a concurrent statement cannot interfere. A line of an expired cart starts again.
    private static async Task<bool> TryAddLineAsync(CartDbContext db, string user, string product, int quantity, long now, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO line (user_id, product_id, quantity, position, expires_at)
            SELECT {user}, {product}, {quantity}, (SELECT coalesce(max(position), 0) + 1 FROM line WHERE user_id = {user}), {ExpiryAfter(now)}
            WHERE {quantity} <= {CartLimits.MaxQuantity}
            ON CONFLICT (user_id, product_id) DO UPDATE
            SET quantity = {quantity} + CASE WHEN line.expires_at > {now} THEN line.quantity ELSE 0 END,
                position = CASE WHEN line.expires_at > {now} THEN line.position ELSE excluded.position END,
                expires_at = excluded.expires_at
            WHERE {quantity} + CASE WHEN line.expires_at > {now} THEN line.quantity ELSE 0 END <= {CartLimits.MaxQuantity}
            """,
            cancellationToken) > 0;

    // Most lines are ordered as they are in the cart, and then the first statement is the only one.
    private static async Task SubtractAsync(CartDbContext db, string user, CartLine line, CancellationToken cancellationToken)
    {
        var removed = await db.Database.ExecuteSqlAsync(
            $"DELETE FROM line WHERE user_id = {user} AND product_id = {line.ProductId} AND quantity <= {line.Quantity}", cancellationToken);
        if (removed == 0)
        {
            await db.Database.ExecuteSqlAsync(
                $"UPDATE line SET quantity = quantity - {line.Quantity} WHERE user_id = {user} AND product_id = {line.ProductId}", cancellationToken);
        }
    }

    // A changed cart gets the full lifetime again. The lines of an expired cart stay expired until they are deleted.
    private static Task<int> ExtendAsync(CartDbContext db, string user, long now, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"UPDATE line SET expires_at = {ExpiryAfter(now)} WHERE user_id = {user} AND expires_at > {now}", cancellationToken);

    private static async Task<bool> IsFirstAsync(CartDbContext db, string user, string key, long now, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO removal (user_id, key, applied_at) VALUES ({user}, {key}, {now}) ON CONFLICT DO NOTHING", cancellationToken) > 0;

    private static long ExpiryAfter(long now) => now + (long)CartLimits.Lifetime.TotalMilliseconds;
}
