using AstronomyShop.Host.Commands;
using AstronomyShop.Host.Split;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host;

/// <summary>Finds a setting of the command line that does not exist: one that the whole shop does not read.</summary>
internal static class SettingCheck
{
    /// <param name="arguments">The command line.</param>
    /// <param name="read">What the program has read so far. Most settings are found there, which costs nothing.</param>
    /// <param name="app">The shop of this process, if it has one: its modules read their options now, as they would at the start.</param>
    /// <exception cref="UnknownSettingException">A setting does not exist.</exception>
    /// <exception cref="SettingException">An option of a module has an invalid value.</exception>
    public static async Task RunAsync(ProgramArguments arguments, ReadSettings read, WebApplication? app = null)
    {
        if (read.FindUnread(arguments.SettingNames) is null)
        {
            return;
        }

        if (app is not null)
        {
            app.ReadModuleOptions();
            if (read.FindUnread(arguments.SettingNames) is null)
            {
                return;
            }
        }

        // A setting of a module that runs elsewhere exists too.
        if (await ReadWholeShopAsync(arguments) is { } all && all.FindUnread(arguments.SettingNames) is { } unknown)
        {
            throw new UnknownSettingException(unknown, all.Keys);
        }
    }

    // Null when the whole shop cannot run with these settings, so that nothing is known about them.
    private static async Task<ReadSettings?> ReadWholeShopAsync(ProgramArguments arguments)
    {
        try
        {
            var builder = ShopFactory.CreateBuilder(arguments);

            // Options are read only from a section that has a value.
            string[] sections = ["Shop:Calls", .. Shop.Modules.Select(module => $"Modules:{module.Descriptor.Name}:Calls")];
            builder.Configuration.AddInMemoryCollection(
                [new("Shop:Run", "All"), .. sections.Select(section => KeyValuePair.Create($"{section}:", (string?)string.Empty))]);
            var read = ReadSettings.AddTo(builder.Configuration);
            builder.AddShop(Shop.Modules);
            await using var app = builder.Build();
            app.MapShop();
            app.ReadModuleOptions();
            foreach (var module in Shop.Modules)
            {
                _ = ShopTopology.IsRemote(app.Configuration, module.Descriptor);
                _ = ShopTopology.ReadWebAddresses(app.Configuration, module.Descriptor);
            }

            _ = app.Configuration[SplitPlan.RestartKey];
            _ = ChildProcessHosting.IsChild(app.Configuration);
            return read;
        }
        catch (SettingException)
        {
            return null;
        }
    }
}
