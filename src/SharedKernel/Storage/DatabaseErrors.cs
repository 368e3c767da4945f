using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>What went wrong at the database, in words that are the same for every kind of database.</summary>
public static class DatabaseErrors
{
    private const int SqliteUniqueViolation = 2067;
    private const int SqlitePrimaryKeyViolation = 1555;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;

    /// <summary>Another row has the key already.</summary>
    public static bool IsUniqueViolation(this DbUpdateException exception) => exception?.InnerException switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteUniqueViolation or SqlitePrimaryKeyViolation,
        _ => false,
    };

    /// <summary>The database cannot be reached, or not now; the same may succeed later.</summary>
    internal static bool IsTemporary(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked or SqliteReadOnly or SqliteIoError or SqliteFull,
        DbException { IsTransient: true } => true,
        { InnerException: { } inner } => IsTemporary(inner),
        _ => false,
    };
}
