using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Accounting.Bookings;

/// <summary>Reports the bookings to the auditor.</summary>
internal sealed class BookingsAuditSource(IDbContextFactory<AccountingDbContext> database) : IAuditSource
{
    public async Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var orders = await db.Orders.AsNoTracking().ToListAsync(cancellationToken);
        return new AuditSnapshot
        {
            Bookings = new AuditedBookings
            {
                Bookings = { orders.Select(order => new AuditedBooking { OrderId = order.OrderId, Total = TotalOf(order), IsForeign = order.TransactionId is null }) },
            },
        };
    }

    private static MoneyMessage TotalOf(StoredOrder order) => new() { CurrencyCode = order.TotalCurrency, Units = order.TotalUnits, Nanos = order.TotalNanos };
}
