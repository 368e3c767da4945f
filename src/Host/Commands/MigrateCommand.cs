using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Persistence;

namespace AstronomyShop.Host.Commands;

/// <summary>Migrates the databases to this version and exits: <c>migrate</c>.</summary>
internal static class MigrateCommand
{
    /// <exception cref="SettingException">A setting is invalid, or the database cannot be reached.</exception>
    public static async Task<int> RunAsync(ProgramArguments arguments)
    {
        await using var shop = await ShopFactory.BuildAsync(arguments);
        await shop.MigrateShopAsync();
        return 0;
    }
}
