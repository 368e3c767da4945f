using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host.Commands;

/// <summary>Builds the shop without opening its ports, for commands that work on its data.</summary>
internal static class ShopFactory
{
    /// <exception cref="SettingException">A settings file cannot be read.</exception>
    public static WebApplicationBuilder CreateBuilder(ProgramArguments arguments)
    {
        var builder = SettingsFile.Read(() => WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = arguments.Settings, ContentRootPath = AppContext.BaseDirectory }));

        // The host logs a failed start with its stack trace. The program ends with one line, or with the exception itself.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level == LogLevel.Critical);
        return builder;
    }

    /// <exception cref="SettingException">A setting is invalid.</exception>
    /// <exception cref="UnknownSettingException">A setting of the command line does not exist.</exception>
    public static async Task<WebApplication> BuildAsync(ProgramArguments arguments)
    {
        var builder = CreateBuilder(arguments);
        var read = ReadSettings.AddTo(builder.Configuration);

        // Querying a database without tables fails, which is expected here; a real failure ends the program with an error message.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        builder.AddShop(Shop.Modules);
        JsonLogging.Add(builder);
        var app = builder.Build();
        await SettingCheck.RunAsync(arguments, read, app);
        return app;
    }
}
