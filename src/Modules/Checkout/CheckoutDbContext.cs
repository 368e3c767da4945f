using AstronomyShop.Modules.Checkout.Orders;
using AstronomyShop.Modules.Checkout.Outbox;
using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Checkout;

internal sealed class CheckoutDbContext(DbContextOptions<CheckoutDbContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Order>(order =>
        {
            order.ToTable("orders");
            order.HasKey(one => one.Id);
            order.Ignore(one => one.Total);
            order.Ignore(one => one.IsGivenUp);
            order.Ignore(one => one.HeldEmail);
            order.Property(one => one.Version).IsConcurrencyToken();
            order.HasIndex(one => one.ClientKey).IsUnique();

            // Recovery queries every few seconds for the few orders that are not final.
            order.HasIndex(one => new { one.State, one.ChangedAt });
        });
        modelBuilder.Entity<OutboxMessage>(message =>
        {
            message.ToTable("outbox");
            message.HasKey(one => one.Id);
            message.Ignore(one => one.Cause);
            message.HasIndex(one => new { one.Destination, one.IsParked, one.NextTryAt });
            message.HasIndex(one => one.OrderId);
        });
        FingerprintSecret.Map(modelBuilder);
    }
}

internal sealed class CheckoutDesignTimeDbContextFactory : DesignTimeDbContextFactory<CheckoutDbContext>;
