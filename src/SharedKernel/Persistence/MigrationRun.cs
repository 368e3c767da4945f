using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Persistence;

/// <summary>Migrates the databases of all modules of this process without running them: <c>--migrate</c>.</summary>
public static class MigrationRun
{
    /// <summary>The command-line argument.</summary>
    public const string Argument = "--migrate";

    /// <summary>Returns when every database has the schema of this version.</summary>
    /// <exception cref="SettingException">A setting is invalid, or the database cannot be reached.</exception>
    public static async Task MigrateShopAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var storage = app.Services.GetRequiredService<StorageSettings>();
        await storage.Databases.PrepareAsync(CancellationToken.None);
        foreach (var module in app.Services.GetRequiredService<RunningShop>().Running)
        {
            foreach (var database in DatabaseMigration.DatabasesOf(module))
            {
                await DatabaseMigration.RunAsync(module.Services, database.Context, CancellationToken.None);
            }
        }
    }
}
