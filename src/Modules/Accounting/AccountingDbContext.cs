using AstronomyShop.Modules.Accounting.Bookings;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Accounting;

/// <summary>The public shop's three tables with its column names, and the additional columns of the ledger.</summary>
internal sealed class AccountingDbContext(DbContextOptions<AccountingDbContext> options) : DbContext(options)
{
    public DbSet<StoredOrder> Orders => Set<StoredOrder>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredOrder>(order =>
        {
            order.HasKey(stored => stored.OrderId);
            order.HasIndex(stored => new { stored.BookedAt, stored.OrderId });
            order.HasOne(stored => stored.Shipping).WithOne().HasForeignKey<StoredShipping>(shipping => shipping.OrderId);
            order.HasMany(stored => stored.Items).WithOne().HasForeignKey(item => item.OrderId);
        });

        // The public shop uses the tracking id as key; here an order must be booked even when its tracking id is missing or used twice.
        modelBuilder.Entity<StoredShipping>(shipping =>
        {
            shipping.HasKey(stored => stored.OrderId);
            shipping.HasIndex(stored => stored.TrackingId);
        });
        modelBuilder.Entity<StoredItem>().HasKey(item => new { item.OrderId, item.ProductId });
        DeadLetter.Map(modelBuilder);
    }
}

internal sealed class AccountingDesignTimeDbContextFactory : DesignTimeDbContextFactory<AccountingDbContext>;
