using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Persistence;

namespace AstronomyShop.Host;

/// <summary>Copies the shop's data from SQLite files to PostgreSQL, prints the row counts, and exits: <c>--copy-data</c>.</summary>
internal static class CopyDataCommand
{
    public static bool IsRequested(string[] args) => args.Contains(DataCopy.Argument);

    /// <exception cref="SettingException">A setting is invalid, or the data cannot be copied.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var shop = ShopFactory.Build(args, DataCopy.Argument);
        var copied = await shop.CopyShopDataAsync();
        foreach (var (table, rows) in copied)
        {
            await Console.Out.WriteLineAsync($"{rows,9} {table}");
        }

        await Console.Out.WriteLineAsync($"{copied.Sum(table => table.Rows),9} rows in all");
        return 0;
    }
}
