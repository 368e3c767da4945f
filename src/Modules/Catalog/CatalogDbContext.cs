using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Catalog;

internal sealed class CatalogDbContext(DbContextOptions<CatalogDbContext> options) : DbContext(options)
{
    public DbSet<CatalogEntry> Products => Set<CatalogEntry>();

    // The initial products are part of the migration that creates the table, and a migration is one transaction: a startup that is killed
    // in between leaves nothing behind, and the next one inserts all ten.
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<CatalogEntry>(product =>
        {
            product.ToTable("products");
            product.HasKey(entry => entry.Id);
            product.Property(entry => entry.Id).HasColumnName("id");
            product.Property(entry => entry.Name).HasColumnName("name");
            product.Property(entry => entry.Description).HasColumnName("description");
            product.Property(entry => entry.Picture).HasColumnName("picture");
            product.Property(entry => entry.PriceCurrency).HasColumnName("price_currency_code");
            product.Property(entry => entry.PriceUnits).HasColumnName("price_units");
            product.Property(entry => entry.PriceNanos).HasColumnName("price_nanos");
            product.Property(entry => entry.Categories).HasColumnName("categories");
            product.HasData(CatalogSeed.Products);
        });
}

internal sealed class CatalogDesignTimeDbContextFactory : DesignTimeDbContextFactory<CatalogDbContext>;
