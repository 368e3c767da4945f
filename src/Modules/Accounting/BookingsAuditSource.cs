using AstronomyShop.SharedKernel.Audit;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Accounting;

/// <summary>Reports the bookings to the auditor.</summary>
internal sealed class BookingsAuditSource(IDbContextFactory<AccountingDbContext> database) : IAuditSource
{
    public async Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var orders = await db.Orders.AsNoTracking().ToListAsync(cancellationToken);
        return new AuditSnapshot { Bookings = [.. orders.Select(order => new AuditedBooking(order.OrderId, TotalOf(order), order.TransactionId is null))] };
    }

    private static Money TotalOf(StoredOrder order) =>
        Money.From(new MoneyMessage { CurrencyCode = order.TotalCurrency, Units = order.TotalUnits, Nanos = order.TotalNanos });
}
