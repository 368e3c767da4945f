using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>
/// Copies the data of the modules of this process from their SQLite files to a PostgreSQL server, without running them: <c>--copy-data</c>. On
/// the server it is one transaction: all data is copied, or none.
/// </summary>
public static class DataCopy
{
    /// <summary>The command-line argument.</summary>
    public const string Argument = "--copy-data";

    private const string DirectoryKey = "Shop:DataDirectory";

    /// <summary>Copies the data and returns the row count of each table.</summary>
    /// <exception cref="SettingException">A setting is invalid, a running shop uses the files, or the server already has data.</exception>
    public static async Task<IReadOnlyList<CopiedTable>> CopyShopDataAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var storage = app.Services.GetRequiredService<StorageSettings>();
        var server = storage.Databases as PostgresEngine
            ?? throw new SettingException(PostgresEngine.Key, "is missing; set the server to copy the data to");
        var databases = app.Services.GetRequiredService<RunningShop>().Running.SelectMany(DatabaseMigration.DatabasesOf).ToList();
        RequireFiles(databases, storage.DataDirectory);

        await app.MigrateShopAsync();
        await using var connection = server.Connect();
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var copied = new List<CopiedTable>();
        foreach (var database in databases)
        {
            await using var from = await OpenFileAsync(database, new SqliteEngine(storage.DataDirectory));
            await using var to = await OpenSchemaAsync(database, transaction);
            copied.AddRange(await new TableCopy(from, to, database.Names.Schema).RunAsync());
        }

        await transaction.CommitAsync();
        return copied;
    }

    // A wrong directory must not look like a shop without data.
    private static void RequireFiles(IEnumerable<ModuleDatabase> databases, string directory)
    {
        var missing = databases.Select(database => $"{database.Names.Service}.db").Where(file => !File.Exists(Path.Combine(directory, file))).ToList();
        if (missing.Count > 0)
        {
            throw new SettingException(DirectoryKey, $"'{directory}' has no {string.Join(", ", missing)}; set the directory with the data of the shop");
        }
    }

    // Locked exclusively until it is closed: writes of a running shop during the copy would be lost.
    private static async Task<DbContext> OpenFileAsync(ModuleDatabase database, SqliteEngine files)
    {
        var db = database.Open(options => StorageSettings.Configure(options, files, database.Names));
        await db.Database.OpenConnectionAsync();
        try
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA locking_mode = EXCLUSIVE");
            await DatabaseMigration.RunAsync(db, files, CancellationToken.None);
            await db.Database.ExecuteSqlRawAsync("BEGIN IMMEDIATE; COMMIT");
            return db;
        }
        catch (Exception exception) when (DatabaseErrors.IsTemporary(exception))
        {
            await db.DisposeAsync();
            throw new SettingException(DirectoryKey, $"'{files.Location}' is in use: another process uses {database.Names.Service}.db; stop the shop first");
        }
    }

    private static async Task<DbContext> OpenSchemaAsync(ModuleDatabase database, NpgsqlTransaction transaction)
    {
        var db = database.Open(options => options.UseNpgsql(transaction.Connection!));
        await db.Database.UseTransactionAsync(transaction);
        await db.Database.ExecuteSqlAsync($"SELECT set_config('search_path', quote_ident({database.Names.Schema}), true)");
        return db;
    }
}

/// <summary>The number of rows copied into a table.</summary>
/// <param name="Table">The table with its schema: <c>checkout.orders</c>.</param>
/// <param name="Rows">The number of rows.</param>
public sealed record CopiedTable(string Table, long Rows);
