using AstronomyShop.SharedKernel.Audit;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Accounting;

/// <summary>Tells the auditor what was booked.</summary>
internal sealed class BookingsAccount(IDbContextFactory<AccountingDb> database) : IAudited
{
    public async Task<AuditAccount> GiveAccount(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var orders = await db.Orders.AsNoTracking().ToListAsync(cancellation);
        return new AuditAccount { Bookings = [.. orders.Select(order => new AuditedBooking(order.OrderId, TotalOf(order), order.TransactionId is null))] };
    }

    private static Money TotalOf(StoredOrder order) =>
        Money.From(new MoneyMessage { CurrencyCode = order.TotalCurrency, Units = order.TotalUnits, Nanos = order.TotalNanos });
}
