using AstronomyShop.SharedKernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.Modules.Email;

internal sealed class EmailDbContext(DbContextOptions<EmailDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<Mail>(mail =>
        {
            mail.ToTable("mail");
            mail.HasKey(sent => sent.OrderId);
            mail.Property(sent => sent.OrderId).HasColumnName("order_id");
            mail.Property(sent => sent.Recipient).HasColumnName("recipient");
            mail.Property(sent => sent.Subject).HasColumnName("subject");
            mail.Property(sent => sent.Body).HasColumnName("body");
            mail.Property(sent => sent.SentAt).HasColumnName("sent_at");
        });
}

/// <summary>A sent e-mail. The order id is the key, so an order has at most one.</summary>
internal sealed class Mail
{
    public required string OrderId { get; init; }

    public required string Recipient { get; init; }

    public required string Subject { get; init; }

    public required string Body { get; init; }

    /// <summary>In Unix milliseconds.</summary>
    public long SentAt { get; init; }
}

internal sealed class EmailDesignTimeDbContextFactory : DesignTimeDbContextFactory<EmailDbContext>;
