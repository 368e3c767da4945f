using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>Classifies database errors, for every supported database.</summary>
public static class DatabaseErrors
{
    private const int SqliteUniqueViolation = 2067;
    private const int SqlitePrimaryKeyViolation = 1555;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    internal const int SqliteIoError = 10;
    private const int SqliteFull = 13;

    /// <summary>Whether a row with the same key already exists.</summary>
    public static bool IsUniqueViolation(this DbUpdateException exception) => exception?.InnerException switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteUniqueViolation or SqlitePrimaryKeyViolation,
        _ => false,
    };

    /// <summary>Whether the database is unreachable or busy, so that a retry may succeed.</summary>
    public static bool IsTemporary(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked or SqliteReadOnly or SqliteIoError or SqliteFull,
        DbException { IsTransient: true } => true,
        { InnerException: { } inner } => IsTemporary(inner),
        _ => false,
    };
}
