using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Persistence;

namespace AstronomyShop.Host;

/// <summary>Migrates the databases to this version and exits: <c>--migrate</c>.</summary>
internal static class MigrateCommand
{
    public static bool IsRequested(string[] args) => args.Contains(MigrationRun.Argument);

    /// <exception cref="SettingException">A setting is invalid, or the database cannot be reached.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var shop = ShopFactory.Build(args, MigrationRun.Argument);
        await shop.MigrateShopAsync();
        return 0;
    }
}
