using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Accounting;

internal sealed class SalesLedger(IDbContextFactory<AccountingDbContext> database, TimeProvider clock)
{
    /// <returns>False when the order is already booked.</returns>
    public async Task<bool> TryBookAsync(Sale sale, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await ClaimAsync(db, sale, cancellationToken))
        {
            return false;
        }

        db.Add(StoredShipping.Of(sale));
        db.AddRange(sale.Products.Select((product, position) => StoredItem.Of(sale.OrderId, product, position)));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Returns bookings, newest first, from the newest or from those before a given booking.</summary>
    public async Task<IReadOnlyList<StoredOrder>> ReadAsync(int limit, StoredOrder? before, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var older = before is null
            ? db.Orders
            : db.Orders.Where(order => order.BookedAt < before.BookedAt
                || (order.BookedAt == before.BookedAt && string.Compare(order.OrderId, before.OrderId) < 0));
        return await LoadOrdersAsync(older, limit, cancellationToken);
    }

    /// <summary>Returns the bookings that match the query, newest first.</summary>
    public async Task<IReadOnlyList<StoredOrder>> SearchAsync(BookingsQuery query, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await LoadOrdersAsync(
            db.Orders.Where(order => (query.OrderId == null || order.OrderId == query.OrderId)
                && (query.From == null || order.BookedAt >= query.From)
                && (query.To == null || order.BookedAt < query.To)
                && (query.Currency == null || order.TotalCurrency == query.Currency)),
            query.Limit,
            cancellationToken);
    }

    public async Task<StoredOrder?> FindAsync(string orderId, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.OrderId == orderId, cancellationToken);
    }

    private static Task<List<StoredOrder>> LoadOrdersAsync(IQueryable<StoredOrder> orders, int limit, CancellationToken cancellationToken) => orders
        .AsNoTracking()
        .OrderByDescending(order => order.BookedAt)
        .ThenByDescending(order => order.OrderId)
        .Take(limit)
        .Include(order => order.Shipping)
        .Include(order => order.Items.OrderBy(item => item.Position))
        .AsSplitQuery()
        .ToListAsync(cancellationToken);

    // First the row that only one delivery can insert: the other deliveries stop here and have nothing to undo.
    private async Task<bool> ClaimAsync(AccountingDbContext db, Sale sale, CancellationToken cancellationToken)
    {
        var total = sale.Total.ToMessage();
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "order" (order_id, total_currency_code, total_units, total_nanos, transaction_id, placed_at, booked_at)
            VALUES ({sale.OrderId}, {total.CurrencyCode}, {total.Units}, {total.Nanos}, {sale.TransactionId},
                    {sale.PlacedAt?.ToUnixTimeMilliseconds()}, {clock.GetUtcNow().ToUnixTimeMilliseconds()})
            ON CONFLICT (order_id) DO NOTHING
            """,
            cancellationToken) > 0;
    }
}
