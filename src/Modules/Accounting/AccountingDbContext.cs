using AstronomyShop.SharedKernel.Events;
using AstronomyShop.SharedKernel.Storage;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Accounting;

/// <summary>The public shop's three tables with its names of columns, and what a ledger needs besides.</summary>
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

        // The public shop's key is the tracking id; here an order whose tracking id is missing or used twice must be booked all the same.
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
