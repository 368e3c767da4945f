using AstronomyShop.Host.Split;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.Host.Commands;

/// <summary>
/// Runs the whole shop on one machine with one process per module: <c>split</c>. This process runs no module. It starts the other processes,
/// serves the management port for all of them, and stops them.
/// </summary>
internal static class SplitCommand
{
    /// <exception cref="SettingException">A setting is invalid or missing.</exception>
    public static async Task<int> RunAsync(ProgramArguments arguments)
    {
        var builder = ShopFactory.CreateBuilder(arguments);
        var read = ReadSettings.AddTo(builder.Configuration);
        var plan = SplitPlan.Read([.. Shop.Modules.Select(module => module.Descriptor)], builder.Configuration, arguments.Settings);
        await SettingCheck.RunAsync(arguments, read);

        if (builder.Configuration.GetConnectionString("Postgres") is { Length: > 0 })
        {
            await MigrateCommand.RunAsync(arguments);
        }

        JsonLogging.Add(builder);
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton(plan);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ChildProcessSupervisor>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ChildProcessSupervisor>());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(9));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var endpoint in plan.Management.EndPoints)
            {
                kestrel.Listen(endpoint);
            }
        });

        var app = builder.Build();
        SplitManagementEndpoints.MapSplitManagementEndpoints(app, plan);
        var shop = app.Services.GetRequiredService<ChildProcessSupervisor>();
        await ShopProgram.RunUntilStoppedAsync(app, arguments);
        return shop.HasRejectedSettings ? 1 : 0;
    }
}
