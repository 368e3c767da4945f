using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// Closes the SQLite connections of a module when its container is disposed of, so that their file is complete without its write-ahead log. EF Core
/// itself does not close the connections of the contexts that are in its pool.
/// </summary>
internal sealed class KeptConnections : DbConnectionInterceptor, IDisposable
{
    private readonly ConcurrentBag<DbConnection> opened = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Add(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Add(connection);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var connection in opened)
        {
            connection.Dispose();
        }
    }

    private void Add(DbConnection connection)
    {
        if (connection is SqliteConnection)
        {
            opened.Add(connection);
        }
    }
}
