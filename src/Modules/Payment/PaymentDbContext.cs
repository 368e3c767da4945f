using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Payment;

internal sealed class PaymentDbContext(DbContextOptions<PaymentDbContext> options) : DbContext(options)
{
    public DbSet<LedgerEntry> Ledger => Set<LedgerEntry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<LedgerEntry>(ledger =>
        {
            ledger.ToTable("ledger");
            ledger.HasKey(entry => entry.Key);
            ledger.Property(entry => entry.Key).HasColumnName("idempotency_key");
            ledger.Property(entry => entry.Fingerprint).HasColumnName("fingerprint");
            ledger.Property(entry => entry.TransactionId).HasColumnName("transaction_id");
            ledger.Property(entry => entry.Currency).HasColumnName("currency_code");
            ledger.Property(entry => entry.Units).HasColumnName("units");
            ledger.Property(entry => entry.Nanos).HasColumnName("nanos");
            ledger.Property(entry => entry.CardBrand).HasColumnName("card_brand");
            ledger.Property(entry => entry.CardLastFour).HasColumnName("card_last_four");
            ledger.Property(entry => entry.ChargedAt).HasColumnName("charged_at");
            ledger.Property(entry => entry.RefundId).HasColumnName("refund_id");
            ledger.Property(entry => entry.RefundedAt).HasColumnName("refunded_at");
            ledger.Property(entry => entry.IsClosed).HasColumnName("is_closed");
            ledger.HasIndex(entry => entry.TransactionId).IsUnique();
        });
        FingerprintSecret.Map(modelBuilder);
    }
}

internal sealed class PaymentDesignTimeDbContextFactory : DesignTimeDbContextFactory<PaymentDbContext>;
