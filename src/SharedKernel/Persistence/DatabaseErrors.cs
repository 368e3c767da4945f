using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using static SQLitePCL.raw;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>Classifies database errors, for every supported database.</summary>
public static class DatabaseErrors
{
    /// <summary>Whether a row with the same key already exists.</summary>
    public static bool IsUniqueViolation(this DbUpdateException exception) => exception?.InnerException switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SQLITE_CONSTRAINT_UNIQUE or SQLITE_CONSTRAINT_PRIMARYKEY,
        _ => false,
    };

    /// <summary>Whether the database is unreachable or busy, so that a retry may succeed.</summary>
    public static bool IsTemporary(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SQLITE_BUSY or SQLITE_LOCKED or SQLITE_READONLY or SQLITE_IOERR or SQLITE_FULL or SQLITE_CANTOPEN,
        DbException { IsTransient: true } => true,
        { InnerException: { } inner } => IsTemporary(inner),
        _ => false,
    };
}
