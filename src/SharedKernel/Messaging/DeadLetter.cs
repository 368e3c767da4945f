using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>
/// A record of a topic that its consumer could not process. It is stored in the consumer's database until an operator replays it, and does not
/// block other records. Every module that consumes events has a table of dead letters.
/// </summary>
public sealed class DeadLetter
{
    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The partition of the topic.</summary>
    public required int Partition { get; init; }

    /// <summary>The offset in the partition.</summary>
    public required long Offset { get; init; }

    /// <summary>The value; null when it was missing or exceeded the maximum message size.</summary>
    public byte[]? Value { get; init; }

    /// <summary>The header with the fields that the public shop's value does not have.</summary>
    public byte[]? Extension { get; init; }

    /// <summary>The trace context of the record.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Why the record could not be processed; contains no data of the record.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was stored, in Unix milliseconds.</summary>
    public required long AddedAt { get; init; }

    /// <summary>Adds the dead letter table to a module's database model.</summary>
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

    /// <summary>The position of the record for people: <c>topic[2]@17</c>.</summary>
    public override string ToString() => $"{Topic}[{Partition}]@{Offset}";
}
