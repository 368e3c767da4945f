using System.Net;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host;

/// <summary>
/// Runs the whole shop on one machine with one process per module: <c>--split</c>. This process runs no module. It starts the other processes,
/// serves the management port for all of them, and stops them.
/// </summary>
internal static class SplitCommand
{
    private const string Argument = "--split";

    public static bool IsRequested(string[] args) => args.Contains(Argument);

    /// <exception cref="SettingException">A setting is invalid or missing.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        string[] settings = [.. args.Where(one => one != Argument)];
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        var plan = SplitPlan.Read([.. Shop.Modules.Select(module => module.Descriptor)], builder.Configuration, settings);

        if (builder.Configuration.GetConnectionString("Postgres") is { Length: > 0 })
        {
            await MigrateCommand.RunAsync(settings);
        }

        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        JsonLogging.Add(builder);
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton(plan);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ChildProcessSupervisor>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ChildProcessSupervisor>());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(9));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(new IPEndPoint(plan.Management.Address, plan.Management.Port)));

        var app = builder.Build();
        SplitManagementEndpoints.MapSplitManagementEndpoints(app, plan);
        var shop = app.Services.GetRequiredService<ChildProcessSupervisor>();
        await app.RunAsync();
        return shop.HasRejectedSettings ? 1 : 0;
    }
}
