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
        await using var alone = await engine.LockMigrationsAsync(db, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
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
                PostgresEngine.Key, $"the tables of {contextType.Name} do not match this version; run the program once with the command migrate");
        }
    }
}
