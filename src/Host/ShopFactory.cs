using AstronomyShop.SharedKernel.Modules;

namespace AstronomyShop.Host;

/// <summary>The shop with its doors shut: for what is done to its data while nothing runs.</summary>
internal static class ShopFactory
{
    /// <param name="args">The program's arguments.</param>
    /// <param name="task">The one of them that asked for this, which is no setting.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static WebApplication Build(string[] args, string task)
    {
        string[] settings = [.. args.Where(one => one != task)];
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });

        // A database without tables is asked for them and refuses, which is no failure; a real one ends the program with a word of its own.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        builder.AddShop(Shop.Modules);
        return builder.Build();
    }
}
