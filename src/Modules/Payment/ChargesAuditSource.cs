using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Audit;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Payment;

/// <summary>Reports charges and refunds to the auditor.</summary>
internal sealed class ChargesAuditSource(IDbContextFactory<PaymentDbContext> database) : IAuditSource
{
    public async Task<AuditSnapshot> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var charged = await db.Ledger.AsNoTracking().Where(entry => entry.TransactionId != null).ToListAsync(cancellationToken);
        return new AuditSnapshot
        {
            Charges = new AuditedCharges { Charges = { charged.Select(entry => new AuditedCharge { Key = entry.Key, Amount = AmountOf(entry), IsRefunded = entry.RefundId is not null }) } },
            Checks = { AuditChecks.None("I20", charged.Where(entry => entry.CardLastFour is not { Length: 4 }).Select(entry => $"charge {entry.Key} stores more of a card number than its last four digits")) },
        };
    }

    private static MoneyMessage AmountOf(LedgerEntry entry) => new() { CurrencyCode = entry.Currency, Units = entry.Units!.Value, Nanos = entry.Nanos!.Value };
}
