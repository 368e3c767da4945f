using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.FraudDetection;

internal sealed class FraudDetectionDbContext(DbContextOptions<FraudDetectionDbContext> options) : DbContext(options)
{
    public DbSet<StoredVerdict> Verdicts => Set<StoredVerdict>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => DeadLetter.Map(modelBuilder);
}

/// <summary>The verdict on an order. The order id is the key, so an order has at most one.</summary>
[Table("verdict")]
internal sealed class StoredVerdict
{
    [Key, Column("order_id")]
    public required string OrderId { get; init; }

    [Column("decision")]
    public required string Decision { get; init; }

    [Column("score")]
    public int Score { get; init; }

    /// <summary>The names of the violated rules, separated by commas.</summary>
    [Column("reasons")]
    public required string Reasons { get; init; }

    /// <summary>In Unix milliseconds.</summary>
    [Column("judged_at")]
    public long JudgedAt { get; init; }
}

internal sealed class FraudDetectionDesignTimeDbContextFactory : DesignTimeDbContextFactory<FraudDetectionDbContext>;
