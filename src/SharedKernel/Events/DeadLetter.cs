using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.SharedKernel.Events;

/// <summary>
/// A record of a topic that its consumer could not take. It stands in the consumer's own database until somebody has it tried again, and
/// blocks nothing meanwhile. A module that consumes events has a table of them.
/// </summary>
public sealed class DeadLetter
{
    /// <summary>Which topic.</summary>
    public required string Topic { get; init; }

    /// <summary>Which part of it.</summary>
    public required int Partition { get; init; }

    /// <summary>Where in that part.</summary>
    public required long Offset { get; init; }

    /// <summary>The value; null when there was none, or more than a message may have.</summary>
    public byte[]? Value { get; init; }

    /// <summary>What we tell beside the public shop's value.</summary>
    public byte[]? Extension { get; init; }

    /// <summary>The trace it belongs to.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Why it could not be taken, without anything of what it says.</summary>
    public required string Reason { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long ParkedAt { get; init; }

    /// <summary>Gives a module's database its table of parked records.</summary>
    public static void Map(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<DeadLetter>(record =>
        {
            record.ToTable("parked_record");
            record.HasKey(parked => new { parked.Topic, parked.Partition, parked.Offset });
            record.Property(parked => parked.Topic).HasColumnName("topic");
            record.Property(parked => parked.Partition).HasColumnName("partition");
            record.Property(parked => parked.Offset).HasColumnName("offset");
            record.Property(parked => parked.Value).HasColumnName("value");
            record.Property(parked => parked.Extension).HasColumnName("besides");
            record.Property(parked => parked.TraceParent).HasColumnName("trace_parent");
            record.Property(parked => parked.Reason).HasColumnName("reason");
            record.Property(parked => parked.ParkedAt).HasColumnName("parked_at");
        });
    }

    /// <summary>Where it is, for people: <c>orders[2]@17</c>.</summary>
    public override string ToString() => $"{Topic}[{Partition}]@{Offset}";
}
