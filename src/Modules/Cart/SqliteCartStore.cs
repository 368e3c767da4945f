using AstronomyShop.SharedKernel.Storage;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Cart;

/// <summary>
/// Carts in the module's database: a row per shopper and product. Writes to one cart come one after the other.
/// </summary>
internal sealed class SqliteCartStore(IDbContextFactory<CartDb> database, Writes<CartDb> writes, TimeProvider clock) : ICartStore
{
    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<IReadOnlyList<CartLine>> Find(Shopper shopper, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var (user, now) = (shopper.ToString(), Now);
        return await db.Lines
            .Where(line => line.UserId == user && line.ExpiresAt > now)
            .OrderBy(line => line.Position)
            .Select(line => new CartLine(line.ProductId, line.Quantity))
            .ToListAsync(cancellation);
    }

    public Task<bool> TryAdd(Shopper shopper, string productId, int quantity, CancellationToken cancellation) =>
        Write(shopper, async (db, user) => await Add(db, user, productId, quantity, cancellation), cancellation);

    public Task Remove(Shopper shopper, IReadOnlyList<CartLine> lines, string? key, CancellationToken cancellation) =>
        Write(
            shopper,
            async (db, user) =>
            {
                if (key is not null && !await IsFirst(db, user, key, cancellation))
                {
                    return false;
                }

                foreach (var line in lines)
                {
                    await Add(db, user, line.ProductId, -line.Quantity, cancellation);
                }

                return true;
            },
            cancellation);

    public Task Empty(Shopper shopper, CancellationToken cancellation) =>
        Write(shopper, async (db, user) => await db.Lines.Where(line => line.UserId == user).ExecuteDeleteAsync(cancellation) > 0, cancellation);

    /// <summary>Deletes what nobody can see any more.</summary>
    public async Task Sweep(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var (now, forgotten) = (Now, Now - (long)CartLimits.KeyLifetime.TotalMilliseconds);
        await db.Lines.Where(line => line.ExpiresAt <= now).ExecuteDeleteAsync(cancellation);
        await db.Removals.Where(removal => removal.AppliedAt <= forgotten).ExecuteDeleteAsync(cancellation);
    }

    // Merging, the floor and the limit are decided in the statement that writes: a second one at the same time cannot come between.
    private static async Task<bool> Add(CartDb db, string user, string product, int quantity, CancellationToken cancellation)
    {
        var changed = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO line (user_id, product_id, quantity, position, expires_at)
            SELECT {user}, {product}, {Math.Max(0, quantity)}, (SELECT coalesce(max(position), 0) + 1 FROM line WHERE user_id = {user}), 0
            WHERE {quantity} <= {CartLimits.MostOfOneProduct}
            ON CONFLICT (user_id, product_id) DO UPDATE
            SET quantity = CASE WHEN line.quantity + {quantity} > 0 THEN line.quantity + {quantity} ELSE 0 END
            WHERE line.quantity + {quantity} <= {CartLimits.MostOfOneProduct}
            """,
            cancellation);
        await db.Lines.Where(line => line.UserId == user && line.ProductId == product && line.Quantity == 0).ExecuteDeleteAsync(cancellation);
        return changed > 0;
    }

    private async Task<bool> IsFirst(CartDb db, string user, string key, CancellationToken cancellation) =>
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO removal (user_id, key, applied_at) VALUES ({user}, {key}, {Now}) ON CONFLICT DO NOTHING", cancellation) > 0;

    // An expired cart does not come back to life with its old lines; a changed one lives on for its whole time.
    private Task<bool> Write(Shopper shopper, Func<CartDb, string, Task<bool>> change, CancellationToken cancellation)
    {
        var (user, now) = (shopper.ToString(), Now);
        return writes.CommitAlone(
            user,
            async db =>
            {
                await db.Lines.Where(line => line.UserId == user && line.ExpiresAt <= now).ExecuteDeleteAsync(cancellation);
                if (!await change(db, user))
                {
                    return false;
                }

                var expiry = now + (long)CartLimits.Lifetime.TotalMilliseconds;
                await db.Lines
                    .Where(line => line.UserId == user)
                    .ExecuteUpdateAsync(line => line.SetProperty(stored => stored.ExpiresAt, expiry), cancellation);
                return true;
            },
            cancellation);
    }
}
