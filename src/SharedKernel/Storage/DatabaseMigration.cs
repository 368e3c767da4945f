using AstronomyShop.SharedKernel.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>Brings a module's database to the state its code expects, before the module starts.</summary>
internal static class DatabaseMigration
{
    /// <summary>Changes the database where it must be changed; of several that try at once, one after the other.</summary>
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

    /// <summary>Only looks.</summary>
    /// <exception cref="SettingException">The database is not in the state that the code expects.</exception>
    public static async Task RequireAppliedAsync(IServiceProvider module, Type contextType, CancellationToken cancellationToken)
    {
        await using var scope = module.CreateAsyncScope();
        var db = (DbContext)scope.ServiceProvider.GetRequiredService(contextType);
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new SettingException(
                PostgresEngine.Key, $"the tables of {contextType.Name} are not those of this version; run the program once with {MigrationRun.Argument}");
        }
    }
}
