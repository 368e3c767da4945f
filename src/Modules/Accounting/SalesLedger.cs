using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Accounting;

internal sealed class SalesLedger(IDbContextFactory<AccountingDb> database, TimeProvider clock)
{
    /// <returns>False when the order is in the ledger already.</returns>
    public async Task<bool> TryBook(Sale sale, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await Claim(db, sale, cancellation))
        {
            return false;
        }

        db.Add(StoredShipping.Of(sale));
        db.AddRange(sale.Products.Select((product, position) => StoredItem.Of(sale.OrderId, product, position)));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>Newest first, from the newest or from the first that was booked before another.</summary>
    public async Task<IReadOnlyList<StoredOrder>> Read(int limit, StoredOrder? before, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var older = before is null
            ? db.Orders
            : db.Orders.Where(order => order.BookedAt < before.BookedAt
                || (order.BookedAt == before.BookedAt && string.Compare(order.OrderId, before.OrderId) < 0));
        return await Whole(older, limit, cancellation);
    }

    /// <summary>Newest first, those that the query asks for.</summary>
    public async Task<IReadOnlyList<StoredOrder>> Search(BookingsQuery query, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await Whole(
            db.Orders.Where(order => (query.OrderId == null || order.OrderId == query.OrderId)
                && (query.From == null || order.BookedAt >= query.From)
                && (query.To == null || order.BookedAt < query.To)
                && (query.Currency == null || order.TotalCurrency == query.Currency)),
            query.Limit,
            cancellation);
    }

    public async Task<StoredOrder?> Find(string orderId, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.OrderId == orderId, cancellation);
    }

    private static Task<List<StoredOrder>> Whole(IQueryable<StoredOrder> orders, int limit, CancellationToken cancellation) => orders
        .AsNoTracking()
        .OrderByDescending(order => order.BookedAt)
        .ThenByDescending(order => order.OrderId)
        .Take(limit)
        .Include(order => order.Shipping)
        .Include(order => order.Items.OrderBy(item => item.Position))
        .AsSplitQuery()
        .ToListAsync(cancellation);

    // The row that only one delivery can write, first: the others stop here and have nothing to undo.
    private async Task<bool> Claim(AccountingDb db, Sale sale, CancellationToken cancellation)
    {
        var total = sale.Total.ToMessage();
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "order" (order_id, total_currency_code, total_units, total_nanos, transaction_id, placed_at, booked_at)
            VALUES ({sale.OrderId}, {total.CurrencyCode}, {total.Units}, {total.Nanos}, {sale.TransactionId},
                    {sale.PlacedAt?.ToUnixTimeMilliseconds()}, {clock.GetUtcNow().ToUnixTimeMilliseconds()})
            ON CONFLICT (order_id) DO NOTHING
            """,
            cancellation) > 0;
    }
}
