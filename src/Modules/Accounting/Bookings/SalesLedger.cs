using System.Globalization;
using System.Runtime.CompilerServices;
using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Accounting.Bookings;

internal sealed class SalesLedger(IDbContextFactory<AccountingDbContext> database, GroupCommitWriter<AccountingDbContext> writer, TimeProvider clock)
{
    /// <returns>False when the order is already booked.</returns>
    public async Task<bool> TryBookAsync(Sale sale, CancellationToken cancellationToken)
    {
        var booking = Insert(sale, clock.GetUtcNow().ToUnixTimeMilliseconds());
        return await writer.ExecuteIdempotentAsync(db => db.Database.ExecuteSqlAsync(booking, cancellationToken), cancellationToken) > 0;
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

    // One command for the three tables, which is one round trip and one transaction. EF Core could not skip rows that are there: an order may arrive
    // many times, and each would be an error in the log of the server. The row of the order decides; what is stored last tells whether it was there.
    private static FormattableString Insert(Sale sale, long bookedAt)
    {
        var (total, shipping) = (sale.Total.ToMessage(), StoredShipping.Of(sale));
        var values = new List<object?>
        {
            sale.OrderId, total.CurrencyCode, total.Units, total.Nanos, sale.TransactionId, sale.PlacedAt?.ToUnixTimeMilliseconds(), bookedAt,
            shipping.TrackingId, shipping.CostCurrency, shipping.CostUnits, shipping.CostNanos,
            shipping.StreetAddress, shipping.City, shipping.State, shipping.Country, shipping.ZipCode,
        };
        var items = string.Join(", ", sale.Products.Select((product, position) => ItemRow(values, StoredItem.Of(sale.OrderId, product, position))));
        var insertItems = items.Length == 0 ? string.Empty :
            $$"""
            INSERT INTO orderitem (order_id, product_id, item_cost_currency_code, item_cost_units, item_cost_nanos, quantity, position)
            SELECT * FROM (VALUES {{items}}) AS item WHERE NOT EXISTS (SELECT 1 FROM shipping WHERE order_id = {0});
            """;
        return FormattableStringFactory.Create(
            $$"""
            INSERT INTO "order" (order_id, total_currency_code, total_units, total_nanos, transaction_id, placed_at, booked_at)
            VALUES ({0}, {1}, {2}, {3}, {4}, {5}, {6})
            ON CONFLICT (order_id) DO NOTHING;
            {{insertItems}}
            INSERT INTO shipping
                (order_id, shipping_tracking_id, shipping_cost_currency_code, shipping_cost_units, shipping_cost_nanos, street_address, city, state, country, zip_code)
            VALUES ({0}, {7}, {8}, {9}, {10}, {11}, {12}, {13}, {14}, {15})
            ON CONFLICT (order_id) DO NOTHING
            """,
            [.. values]);
    }

    private static string ItemRow(List<object?> values, StoredItem item)
    {
        var first = values.Count;
        values.AddRange([item.ProductId, item.CostCurrency, item.CostUnits, item.CostNanos, item.Quantity, item.Position]);
        return string.Create(CultureInfo.InvariantCulture, $"({{0}}, {{{first}}}, {{{first + 1}}}, {{{first + 2}}}, {{{first + 3}}}, {{{first + 4}}}, {{{first + 5}}})");
    }
}
