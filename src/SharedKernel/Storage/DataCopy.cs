using AstronomyShop.SharedKernel.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>
/// Takes what the modules of this process keep from their SQLite files to a PostgreSQL server, and runs none of them: <c>--copy-data</c>. On the
/// server it is one transaction: everything is there afterwards, or nothing.
/// </summary>
public static class DataCopy
{
    /// <summary>Asks for it on the command line.</summary>
    public const string Argument = "--copy-data";

    private const string DirectoryKey = "Shop:DataDirectory";

    /// <summary>Returns what was copied, table by table.</summary>
    /// <exception cref="SettingException">A setting is wrong, a shop works on the files, or the server has such data already.</exception>
    public static async Task<IReadOnlyList<CopiedTable>> CopyShopDataAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var storage = app.Services.GetRequiredService<ShopSettings>().Storage;
        var server = storage.Databases as PostgresEngine
            ?? throw new SettingException(PostgresEngine.Key, "is missing; give the server that the data is to go to");
        var databases = app.Services.GetRequiredService<RunningShop>().Running.SelectMany(module => module.Databases).ToList();
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

    // A folder that is not the right one must not look like a shop that sold nothing.
    private static void RequireFiles(IEnumerable<ModuleDatabase> databases, string directory)
    {
        var missing = databases.Select(database => $"{database.Names.Service}.db").Where(file => !File.Exists(Path.Combine(directory, file))).ToList();
        if (missing.Count > 0)
        {
            throw new SettingException(DirectoryKey, $"'{directory}' has no {string.Join(", ", missing)}; give the folder that the shop kept its data in");
        }
    }

    // To itself alone until it is closed: what a running shop would write behind the copy's back would be lost.
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
            throw new SettingException(DirectoryKey, $"'{files.Location}' is in use: somebody works on {database.Names.Service}.db; stop the shop first");
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

/// <summary>How many rows a table got.</summary>
/// <param name="Table">With its schema: <c>checkout.orders</c>.</param>
/// <param name="Rows">How many.</param>
public sealed record CopiedTable(string Table, long Rows);
