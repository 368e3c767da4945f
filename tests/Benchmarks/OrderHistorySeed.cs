using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AstronomyShop.Tests.Benchmarks;

/// <summary>Writes the orders of many years into the databases of a shop: copies of a placed order, each with new keys.</summary>
internal static class OrderHistorySeed
{
    private static readonly (string Service, string Table)[] Tables =
    [
        ("checkout", "orders"), ("payment", "ledger"), ("accounting", "order"), ("accounting", "shipping"), ("accounting", "orderitem"),
        ("email", "mail"), ("fraud-detection", "verdict"), ("shipping", "shipments"), ("cart", "removal"),
    ];

    private static readonly HashSet<string> Keys =
    [
        "Id", "ClientKey", "TransactionId", "TrackingId", "IdempotencyKey", "idempotency_key", "transaction_id", "order_id", "shipping_tracking_id", "key",
    ];

    public static async Task WriteAsync(int count, string dataDirectory, string? postgres)
    {
        foreach (var (service, table) in Tables)
        {
            await using DbConnection connection = postgres is null
                ? new SqliteConnection($"Data Source={Path.Combine(dataDirectory, service)}.db")
                : new NpgsqlConnection($"{postgres};Search Path={service.Replace('-', '_')}");
            await connection.OpenAsync();
            var columns = await ColumnsOfAsync(connection, table);
            var values = columns.Select(column => Keys.Contains(column) ? $"one.\"{column}\" || '-' || i" : $"one.\"{column}\"");
            await ExecuteAsync(connection, $"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
                INSERT INTO "{table}" ({string.Join(',', columns.Select(column => $"\"{column}\""))})
                SELECT {string.Join(',', values)} FROM (SELECT * FROM "{table}" LIMIT 1) AS one, n
                """);
            await ExecuteAsync(connection, "ANALYZE");
            if (postgres is null)
            {
                // Checkpoints the write-ahead log, so that the purchases do not pay for it.
                await ExecuteAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
    }

    private static async Task<List<string>> ColumnsOfAsync(DbConnection connection, string table)
    {
        await using var command = CreateCommand(connection, $"SELECT * FROM \"{table}\" LIMIT 1");
        await using var rows = await command.ExecuteReaderAsync();
        return [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)];
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = CreateCommand(connection, sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    private static DbCommand CreateCommand(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
