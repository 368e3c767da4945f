using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// Each module has a connection pool and keeps idle connections for minutes. When the server has no free connection, the idle connections of
/// this process are closed. Otherwise a module that connects later could get none, although other modules hold idle ones.
/// </summary>
internal sealed class IdleConnectionPruner : DbConnectionInterceptor
{
    public static readonly IdleConnectionPruner Instance = new();

    public override Task ConnectionFailedAsync(DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (eventData.Exception is PostgresException { SqlState: PostgresErrorCodes.TooManyConnections })
        {
            NpgsqlConnection.ClearAllPools();
        }

        return Task.CompletedTask;
    }
}
