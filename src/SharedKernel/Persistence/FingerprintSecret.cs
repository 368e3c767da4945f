using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// The random secret with which a module keys the fingerprints of requests that its database holds: without it, a fingerprint does not reveal what
/// was hashed, not even to someone who tries all likely values. Each module with fingerprints has a table with this one row.
/// </summary>
public sealed class FingerprintSecret
{
    private const int OnlyId = 1;
    private const int SecretBytes = 32;

    /// <summary>Always the same: there is one row.</summary>
    public int Id { get; init; }

    /// <summary>The secret.</summary>
    public required byte[] Value { get; init; }

    /// <summary>Adds the table to a module's database model.</summary>
    public static void Map(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<FingerprintSecret>(secret =>
        {
            secret.ToTable("fingerprint_secret");
            secret.HasKey(stored => stored.Id);
            secret.Property(stored => stored.Id).HasColumnName("id").ValueGeneratedNever();
            secret.Property(stored => stored.Value).HasColumnName("value");
        });
    }

    /// <summary>Reads the secret of a database; the first call creates it, and concurrent first calls read the same one.</summary>
    public static async Task<byte[]> ReadAsync(DbContext db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO fingerprint_secret (id, value) VALUES ({OnlyId}, {RandomNumberGenerator.GetBytes(SecretBytes)}) ON CONFLICT DO NOTHING", cancellationToken);
        return (await db.Set<FingerprintSecret>().AsNoTracking().SingleAsync(cancellationToken)).Value;
    }
}
