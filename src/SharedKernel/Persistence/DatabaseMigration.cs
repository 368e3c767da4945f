using System.Data.Common;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>Migrates a module's database to the schema that its code expects, before the module starts.</summary>
public static class DatabaseMigration
{
    private const string AppliedMigrations = $"SELECT \"MigrationId\" FROM \"{HistoryRepository.DefaultTableName}\"";

    /// <summary>Verifies that the databases of the modules can be opened.</summary>
    /// <returns>The disabled server settings that commits need to survive a power failure.</returns>
    /// <exception cref="SettingException">Databases cannot be opened.</exception>
    public static async Task<IReadOnlyList<string>> PrepareDatabasesAsync(this RunningShop shop, StorageSettings storage, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(storage);
        return shop.Running.SelectMany(DatabasesOf).Any() ? await storage.Databases.PrepareAsync(cancellationToken) : [];
    }

    /// <summary>Migrates the databases of a module, or only checks them where other processes may be using them.</summary>
    /// <param name="module">The module.</param>
    /// <param name="storage">Where its databases are.</param>
    /// <param name="runsAll">Whether this process runs the whole shop.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="SettingException">Migrations are missing, or the database has unknown ones.</exception>
    public static async Task MigrateDatabasesAsync(this RunningModule module, StorageSettings storage, bool runsAll, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(storage);
        foreach (var database in DatabasesOf(module))
        {
            if (await IsCurrentAsync(database, storage.Databases, cancellationToken))
            {
                continue;
            }

            // A process that runs part of the shop must not migrate a database that other replicas, perhaps of an older version, are using.
            await (storage.IsShared && !runsAll
                ? RequireAppliedAsync(module.Services, database.Context, cancellationToken)
                : RunAsync(module.Services, database.Context, cancellationToken));
        }
    }

    /// <summary>Migrates the databases of all modules of this process without running them: <c>migrate</c>.</summary>
    /// <exception cref="SettingException">A setting is invalid, or the database cannot be reached.</exception>
    public static async Task MigrateShopAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        await app.Services.GetRequiredService<StorageSettings>().Databases.PrepareAsync(CancellationToken.None);
        foreach (var module in app.Services.GetRequiredService<RunningShop>().Running)
        {
            foreach (var database in DatabasesOf(module))
            {
                await RunAsync(module.Services, database.Context, CancellationToken.None);
            }
        }
    }

    /// <summary>Applies the pending migrations of one database; concurrent processes do this one after the other.</summary>
    /// <param name="db">A context of the database.</param>
    /// <param name="storage">Where the database is.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static Task RunAsync(DbContext db, StorageSettings storage, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return RunAsync(db, storage.Databases, cancellationToken);
    }

    internal static IEnumerable<ModuleDatabase> DatabasesOf(RunningModule module) => module.Services.GetServices<ModuleDatabase>();

    private static async Task RunAsync(IServiceProvider module, Type contextType, CancellationToken cancellationToken)
    {
        await using var scope = module.CreateAsyncScope();
        var db = (DbContext)scope.ServiceProvider.GetRequiredService(contextType);
        await RunAsync(db, db.GetService<IDatabaseEngine>(), cancellationToken);
    }

    internal static async Task RunAsync(DbContext db, IDatabaseEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            await using var alone = await engine.LockMigrationsAsync(db, cancellationToken);
            if (engine.HasOneWriter)
            {
                await RequireKnownMigrationsAsync(db, cancellationToken);
            }

            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (Exception exception) when (SqliteEngine.Explain(exception, db.Database.GetDbConnection().DataSource) is { } problem)
        {
            throw new SettingException($"Shop:DataDirectory: {problem}", exception);
        }
    }

    // Without EF Core, which takes longer to load than all else that a start does. What is not exactly as expected is left to it.
    private static async Task<bool> IsCurrentAsync(ModuleDatabase database, IDatabaseEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            var applied = await database.ReadAsync(AppliedMigrations, row => row.GetString(0), cancellationToken);
            return applied.Order().SequenceEqual(ProviderMigrationsAssembly.IdsOf(database.Context, engine.HasOneWriter).Order());
        }
        catch (Exception exception) when (exception is DbException or TimeoutException)
        {
            return false;
        }
    }

    // A file of another module would be given the missing tables, and its own would stay. On a server, a schema has one module.
    private static async Task RequireKnownMigrationsAsync(DbContext db, CancellationToken cancellationToken)
    {
        if ((await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Except(db.Database.GetMigrations()).Any())
        {
            throw new SettingException("Shop:DataDirectory", $"'{db.Database.GetDbConnection().DataSource}' is a database of another module, or of a later version; put back the right file, or move it away");
        }
    }

    // Only checks whether all migrations are applied.
    private static async Task RequireAppliedAsync(IServiceProvider module, Type contextType, CancellationToken cancellationToken)
    {
        await using var scope = module.CreateAsyncScope();
        var db = (DbContext)scope.ServiceProvider.GetRequiredService(contextType);
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new SettingException(
                PostgresEngine.Key, $"the tables of {contextType.Name} do not match this version; run the program once with the command migrate");
        }
    }
}
