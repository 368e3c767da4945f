using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>
/// Each module has a pool of its own, and keeps what it opened for minutes. Where the server has no connection left, those that are idle in this
/// process are given back, or a module that comes late would starve beside others that need nothing.
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
