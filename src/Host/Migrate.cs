using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.SharedKernel.Storage;

namespace AstronomyShop.Host;

/// <summary>Brings the databases to this version and ends: <c>--migrate</c>.</summary>
internal static class Migrate
{
    public static bool IsAskedFor(string[] args) => args.Contains(MigrationRun.Argument);

    /// <exception cref="SettingException">A setting is wrong, or the database cannot be reached.</exception>
    public static async Task<int> Run(string[] args)
    {
        await using var shop = ClosedShop.Build(args, MigrationRun.Argument);
        await shop.MigrateShop();
        return 0;
    }
}
