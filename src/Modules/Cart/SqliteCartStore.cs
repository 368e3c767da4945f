using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Cart;

/// <summary>
/// Stores carts in the module's database: a row per shopper and product. Writes to one cart are executed one after the other.
/// </summary>
internal sealed class SqliteCartStore(IDbContextFactory<CartDbContext> database, GroupCommitWriter<CartDbContext> writer, TimeProvider clock) : ICartStore
{
    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<IReadOnlyList<CartLine>> FindAsync(CartOwner owner, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var (user, now) = (owner.ToString(), Now);
        return await db.Lines
            .Where(line => line.UserId == user && line.ExpiresAt > now)
            .OrderBy(line => line.Position)
            .Select(line => new CartLine(line.ProductId, line.Quantity))
            .ToListAsync(cancellationToken);
    }

    public Task<bool> TryAddAsync(CartOwner owner, string productId, int quantity, CancellationToken cancellationToken) =>
        WriteAsync(owner, async (db, user) => await AddAsync(db, user, productId, quantity, cancellationToken), cancellationToken);

    public Task RemoveAsync(CartOwner owner, IReadOnlyList<CartLine> lines, string? key, CancellationToken cancellationToken) =>
        WriteAsync(
            owner,
            async (db, user) =>
            {
                if (key is not null && !await IsFirstAsync(db, user, key, cancellationToken))
                {
                    return false;
                }

                foreach (var line in lines)
                {
                    await AddAsync(db, user, line.ProductId, -line.Quantity, cancellationToken);
                }

                return true;
            },
            cancellationToken);

    public Task EmptyAsync(CartOwner owner, CancellationToken cancellationToken) =>
        WriteAsync(owner, async (db, user) => await db.Lines.Where(line => line.UserId == user).ExecuteDeleteAsync(cancellationToken) > 0, cancellationToken);

    /// <summary>Deletes expired carts and old keys.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var (now, forgotten) = (Now, Now - (long)CartLimits.KeyLifetime.TotalMilliseconds);
        await db.Lines.Where(line => line.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        await db.Removals.Where(removal => removal.AppliedAt <= forgotten).ExecuteDeleteAsync(cancellationToken);
    }

    // The statement itself merges lines and applies both limits, so a concurrent statement cannot interfere.
    private static async Task<bool> AddAsync(CartDbContext db, string user, string product, int quantity, CancellationToken cancellationToken)
    {
        var changed = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO line (user_id, product_id, quantity, position, expires_at)
            SELECT {user}, {product}, {Math.Max(0, quantity)}, (SELECT coalesce(max(position), 0) + 1 FROM line WHERE user_id = {user}), 0
            WHERE {quantity} <= {CartLimits.MaxQuantity}
            ON CONFLICT (user_id, product_id) DO UPDATE
            SET quantity = CASE WHEN line.quantity + {quantity} > 0 THEN line.quantity + {quantity} ELSE 0 END
            WHERE line.quantity + {quantity} <= {CartLimits.MaxQuantity}
            """,
            cancellationToken);
        await db.Lines.Where(line => line.UserId == user && line.ProductId == product && line.Quantity == 0).ExecuteDeleteAsync(cancellationToken);
        return changed > 0;
    }

    private async Task<bool> IsFirstAsync(CartDbContext db, string user, string key, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO removal (user_id, key, applied_at) VALUES ({user}, {key}, {Now}) ON CONFLICT DO NOTHING", cancellationToken) > 0;

    // An expired cart does not get its old lines back; a changed cart gets the full lifetime again.
    private Task<bool> WriteAsync(CartOwner owner, Func<CartDbContext, string, Task<bool>> change, CancellationToken cancellationToken)
    {
        var (user, now) = (owner.ToString(), Now);
        return writer.ExecuteExclusiveAsync(
            user,
            async db =>
            {
                await db.Lines.Where(line => line.UserId == user && line.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
                if (!await change(db, user))
                {
                    return false;
                }

                var expiry = now + (long)CartLimits.Lifetime.TotalMilliseconds;
                await db.Lines
                    .Where(line => line.UserId == user)
                    .ExecuteUpdateAsync(line => line.SetProperty(stored => stored.ExpiresAt, expiry), cancellationToken);
                return true;
            },
            cancellationToken);
    }
}
