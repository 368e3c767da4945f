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
    public required long AddedAt { get; init; }

    /// <summary>Gives a module's database its table of dead letters.</summary>
    public static void Map(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<DeadLetter>(letters =>
        {
            letters.ToTable("dead_letter");
            letters.HasKey(letter => new { letter.Topic, letter.Partition, letter.Offset });
            letters.Property(letter => letter.Topic).HasColumnName("topic");
            letters.Property(letter => letter.Partition).HasColumnName("partition");
            letters.Property(letter => letter.Offset).HasColumnName("offset");
            letters.Property(letter => letter.Value).HasColumnName("value");
            letters.Property(letter => letter.Extension).HasColumnName("besides");
            letters.Property(letter => letter.TraceParent).HasColumnName("trace_parent");
            letters.Property(letter => letter.Reason).HasColumnName("reason");
            letters.Property(letter => letter.AddedAt).HasColumnName("parked_at");
        });
    }

    /// <summary>Where it is, for people: <c>orders[2]@17</c>.</summary>
    public override string ToString() => $"{Topic}[{Partition}]@{Offset}";
}
