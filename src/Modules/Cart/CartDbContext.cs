using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Cart;

internal sealed class CartDbContext(DbContextOptions<CartDbContext> options) : DbContext(options)
{
    public DbSet<StoredLine> Lines => Set<StoredLine>();

    public DbSet<AppliedRemoval> Removals => Set<AppliedRemoval>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredLine>(line =>
        {
            line.ToTable("line");
            line.HasKey(stored => new { stored.UserId, stored.ProductId });
            line.Property(stored => stored.UserId).HasColumnName("user_id");
            line.Property(stored => stored.ProductId).HasColumnName("product_id");
            line.Property(stored => stored.Quantity).HasColumnName("quantity");
            line.Property(stored => stored.Position).HasColumnName("position");
            line.Property(stored => stored.ExpiresAt).HasColumnName("expires_at");
            line.HasIndex(stored => stored.ExpiresAt);
        });
        modelBuilder.Entity<AppliedRemoval>(removal =>
        {
            removal.ToTable("removal");
            removal.HasKey(applied => new { applied.UserId, applied.Key });
            removal.Property(applied => applied.UserId).HasColumnName("user_id");
            removal.Property(applied => applied.Key).HasColumnName("key");
            removal.Property(applied => applied.AppliedAt).HasColumnName("applied_at");
            removal.HasIndex(applied => applied.AppliedAt);
        });
    }
}

internal sealed class StoredLine
{
    public required string UserId { get; init; }

    public required string ProductId { get; init; }

    public int Quantity { get; init; }

    /// <summary>Increases within a cart, so that lines keep the order in which they were added.</summary>
    public long Position { get; init; }

    /// <summary>In Unix milliseconds, the same for all lines of a cart.</summary>
    public long ExpiresAt { get; init; }
}

/// <summary>The idempotency key of a removal that was applied.</summary>
internal sealed class AppliedRemoval
{
    public required string UserId { get; init; }

    public required string Key { get; init; }

    public long AppliedAt { get; init; }
}

internal sealed class CartDesignTimeDbContextFactory : DesignTimeDbContextFactory<CartDbContext>;
