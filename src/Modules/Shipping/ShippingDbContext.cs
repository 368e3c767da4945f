using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Shipping;

internal sealed class ShippingDbContext(DbContextOptions<ShippingDbContext> options) : DbContext(options)
{
    public DbSet<Shipment> Shipments => Set<Shipment>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Shipment>(shipment =>
        {
            shipment.ToTable("shipments");
            shipment.HasKey(row => row.TrackingId);
            shipment.Ignore(row => row.IsCancelled);
            shipment.HasIndex(row => row.IdempotencyKey).IsUnique();
        });
        FingerprintSecret.Map(modelBuilder);
    }
}

internal sealed class ShippingDesignTimeDbContextFactory : DesignTimeDbContextFactory<ShippingDbContext>;
