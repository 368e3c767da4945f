using AstronomyShop.SharedKernel.Modularity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>Migrates a module's database to the schema that its code expects, before the module starts.</summary>
internal static class DatabaseMigration
{
    /// <summary>Applies pending migrations; concurrent processes do this one after the other.</summary>
    public static async Task RunAsync(IServiceProvider module, Type contextType, CancellationToken cancellationToken)
    {
        await using var scope = module.CreateAsyncScope();
        var db = (DbContext)scope.ServiceProvider.GetRequiredService(contextType);
        await RunAsync(db, db.GetService<IDatabaseEngine>(), cancellationToken);
    }

    public static async Task RunAsync(DbContext db, IDatabaseEngine engine, CancellationToken cancellationToken)
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
            throw new SettingException("Shop:DataDirectory", problem);
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

    /// <summary>Only checks whether all migrations are applied.</summary>
    /// <exception cref="SettingException">Migrations are missing, or the database has unknown ones.</exception>
    public static async Task RequireAppliedAsync(IServiceProvider module, Type contextType, CancellationToken cancellationToken)
    {
        await using var scope = module.CreateAsyncScope();
        var db = (DbContext)scope.ServiceProvider.GetRequiredService(contextType);
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new SettingException(
                PostgresEngine.Key, $"the tables of {contextType.Name} do not match this version; run the program once with {MigrationRun.Argument}");
        }
    }
}
