using AstronomyShop.SharedKernel.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Storage;

/// <summary>Migrates the databases of all modules that this process would run, and runs none of them: <c>--migrate</c>.</summary>
public static class MigrationRun
{
    /// <summary>Asks for it on the command line.</summary>
    public const string Argument = "--migrate";

    /// <summary>Returns when every database is in the state that this version expects.</summary>
    /// <exception cref="SettingException">A setting is wrong, or the database cannot be reached.</exception>
    public static async Task MigrateShopAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var storage = app.Services.GetRequiredService<ShopSettings>().Storage;
        await storage.Databases.PrepareAsync(CancellationToken.None);
        foreach (var module in app.Services.GetRequiredService<RunningShop>().Running)
        {
            foreach (var database in module.Databases)
            {
                await DatabaseMigration.RunAsync(module.Services, database.Context, CancellationToken.None);
            }
        }
    }
}
