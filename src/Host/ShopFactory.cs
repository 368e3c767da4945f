using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host;

/// <summary>Builds the shop without opening its ports, for commands that work on its data.</summary>
internal static class ShopFactory
{
    /// <param name="args">The program's arguments.</param>
    /// <param name="task">The argument that names the command; it is not a setting.</param>
    /// <exception cref="SettingException">A setting is invalid.</exception>
    public static WebApplication Build(string[] args, string task)
    {
        string[] settings = [.. args.Where(one => one != task)];
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });

        // Querying a database without tables fails, which is expected here; a real failure ends the program with an error message.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        builder.AddShop(Shop.Modules);
        return builder.Build();
    }
}
