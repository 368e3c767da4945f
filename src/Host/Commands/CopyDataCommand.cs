using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Persistence;
using Spectre.Console;

namespace AstronomyShop.Host.Commands;

/// <summary>
/// Copies the shop's data from SQLite files to PostgreSQL, prints the row counts, and exits: <c>copy-data</c>. A terminal also shows the progress.
/// </summary>
internal static class CopyDataCommand
{
    /// <exception cref="SettingException">A setting is invalid, or the data cannot be copied.</exception>
    public static async Task<int> RunAsync(ProgramArguments arguments)
    {
        await using var shop = await ShopFactory.BuildAsync(arguments);
        var copied = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? await AnsiConsole.Progress().StartAsync(progress => shop.CopyShopDataAsync(new TableProgress(progress)))
            : await shop.CopyShopDataAsync();
        foreach (var (table, rows) in copied)
        {
            await Console.Out.WriteLineAsync($"{rows,9} {table}");
        }

        await Console.Out.WriteLineAsync($"{copied.Sum(table => table.Rows),9} rows in all");
        return 0;
    }

    /// <summary>A bar for each table.</summary>
    private sealed class TableProgress(ProgressContext bars) : IProgress<CopiedRows>
    {
        private readonly Dictionary<string, ProgressTask> tables = [];

        public void Report(CopiedRows value)
        {
            if (!tables.TryGetValue(value.Table, out var bar))
            {
                tables.Add(value.Table, bar = bars.AddTask(Markup.Escape(value.Table), maxValue: Math.Max(value.Total, 1)));
            }

            bar.Value = value.Total == 0 ? bar.MaxValue : value.Rows;
        }
    }
}
