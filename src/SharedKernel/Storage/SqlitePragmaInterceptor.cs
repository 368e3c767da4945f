using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>What every connection to a SQLite file is told when it opens.</summary>
internal sealed class SqlitePragmaInterceptor : DbConnectionInterceptor
{
    public static readonly SqlitePragmaInterceptor Instance = new();

    // Overwrite what is deleted. Otherwise a deleted row stays in the file's free pages, and with it the e-mail address of a shopper who
    // was written to long ago. In the write-ahead log it stays until somebody calls EraseDeleted.
    private const string SecureDelete = "PRAGMA secure_delete = ON;";

    // Writers of one file wait for each other. SQLite looks again after a few milliseconds; left to the provider, a writer sleeps for 150
    // and others come before it, so that one purchase in a hundred took four such naps.
    private const string BusyTimeout = "PRAGMA busy_timeout = 5000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => ApplyPragmas(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ApplyPragmas(connection);
        return Task.CompletedTask;
    }

    // In memory's time: SQLite sets two marks of the open connection and reads no file.
    private static void ApplyPragmas(DbConnection connection)
    {
        if (connection is SqliteConnection)
        {
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = SecureDelete + BusyTimeout;
            pragmas.ExecuteNonQuery();
        }
    }
}
