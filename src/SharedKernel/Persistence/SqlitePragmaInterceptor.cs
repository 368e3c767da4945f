using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>Sets the pragmas of every new SQLite connection, and opens none to a file that was replaced under the shop.</summary>
internal sealed class SqlitePragmaInterceptor(SqliteFiles files) : DbConnectionInterceptor
{
    // Writers of one file wait for each other. SQLite checks again after a few milliseconds; the provider itself would sleep for 150 ms
    // while other writers come first, which cost one purchase in a hundred four such pauses.
    public const string BusyTimeout = "PRAGMA busy_timeout = 5000;";

    // Overwrites deleted rows. Otherwise they remain in free pages of the file, including e-mail addresses of shoppers. In the
    // write-ahead log they remain until EraseDeleted is called.
    private const string SecureDelete = "PRAGMA secure_delete = ON;";

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        files.IsReplaced(connection.DataSource) ? throw SqliteFiles.Lost() : result;

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ConnectionOpening(connection, eventData, result));

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => ApplyPragmas(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ApplyPragmas(connection);
        return Task.CompletedTask;
    }

    // Fast: SQLite sets two values of the open connection and reads no file.
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
