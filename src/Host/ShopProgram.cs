using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host;

/// <summary>The program: a command, or the shop until it is stopped.</summary>
public static class ShopProgram
{
    /// <summary>Runs the command that the arguments name; without one, the modules that <c>Shop:Run</c> names.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="modules">Every module of the shop. Another program can wrap them, as the one for fault tests does.</param>
    /// <param name="configure">Adds to the shop's own services; commands do not call it.</param>
    /// <returns>The exit code: 0, or 1 when a setting is wrong, which the last line on standard error names.</returns>
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<IModule> modules, Action<WebApplicationBuilder>? configure = null)
    {
        args = JsonLogging.SpellOut(args);
        try
        {
            return HealthCommand.IsRequested(args) ? await HealthCommand.RunAsync(args)
                : SplitCommand.IsRequested(args) ? await SplitCommand.RunAsync(args)
                : MigrateCommand.IsRequested(args) ? await MigrateCommand.RunAsync(args)
                : CopyDataCommand.IsRequested(args) ? await CopyDataCommand.RunAsync(args)
                : await RunShopAsync(args, modules, configure);
        }
        catch (SettingException exception)
        {
            await Console.Error.WriteLineAsync(JsonLogging.AreRequested(args) ? JsonLogLine.Of(exception.Message) : exception.Message);
            return 1;
        }
    }

    private static async Task<int> RunShopAsync(string[] args, IReadOnlyList<IModule> modules, Action<WebApplicationBuilder>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddShop(modules);
        builder.EndWithParent();
        JsonLogging.Add(builder);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapShop();
        if (!JsonLogging.AreRequested(app.Configuration))
        {
            app.AnnounceShop();
        }

        await app.RunAsync();
        return 0;
    }
}
