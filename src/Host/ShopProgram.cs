using System.Net;
using AstronomyShop.Host.Commands;
using AstronomyShop.Host.Split;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Connections;

namespace AstronomyShop.Host;

/// <summary>The program: a command, or the shop until it is stopped.</summary>
public static class ShopProgram
{
    /// <summary>Runs the command that the arguments name; without one, the modules that <c>Shop:Run</c> names.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="modules">Every module of the shop. Another program can wrap them, as the one for fault tests does.</param>
    /// <param name="configure">Adds to the shop's own services; commands do not call it.</param>
    /// <returns>
    /// The exit code: 0; 1 when a setting is wrong, which the last line on standard error names; 2 when the command line is wrong.
    /// </returns>
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<IModule> modules, Action<WebApplicationBuilder>? configure = null)
    {
        // Modules, probes and exporters call addresses that the settings name. A proxy that the environment names for other programs cannot reach them.
        HttpClient.DefaultProxy = new WebProxy();
        var arguments = ProgramArguments.Read(args);
        try
        {
            return arguments.Others.Length > 0 ? await ShopCommands.RunAsync(arguments) : await RunShopAsync(arguments, modules, configure);
        }
        catch (UnknownSettingException exception)
        {
            return await ShopCommands.RejectAsync(exception, arguments);
        }
        catch (SettingException exception)
        {
            await WriteErrorAsync(exception.Message, arguments);
            return 1;
        }
    }

    /// <summary>Runs an application until it is stopped, also when that happens while it starts.</summary>
    /// <exception cref="SettingException">A port was taken between its validation and the start of the server.</exception>
    internal static async Task RunUntilStoppedAsync(WebApplication app, ProgramArguments arguments)
    {
        await using var disposed = app;
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception)
        {
            var wasStopped = app.Lifetime.ApplicationStopping.IsCancellationRequested;

            // Otherwise the host reports a background service, which its disposal cancels, as one more failure.
            await app.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (wasStopped && exception is OperationCanceledException or SettingException)
            {
                await WriteErrorAsync("The shop was stopped while it was starting.", arguments);
                return;
            }

            if (exception is IOException { InnerException: AddressInUseException })
            {
                throw new SettingException("Shop:Ports", exception.Message);
            }

            throw;
        }

        await app.WaitForShutdownAsync();
    }

    /// <summary>Writes a line to standard error, in the format of the logs.</summary>
    internal static Task WriteErrorAsync(string line, ProgramArguments arguments) =>
        Console.Error.WriteLineAsync(JsonLogging.AreRequested(arguments.Settings) ? JsonLogLine.Of(line) : line);

    private static async Task<int> RunShopAsync(ProgramArguments arguments, IReadOnlyList<IModule> modules, Action<WebApplicationBuilder>? configure)
    {
        var builder = ShopFactory.CreateBuilder(arguments);
        var read = ReadSettings.AddTo(builder.Configuration);
        builder.AddShop(modules);
        builder.EndWithParent();
        JsonLogging.Add(builder);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapShop();

        // The parent of a split shop checks the command line, and writes one block, for all its processes.
        if (!ChildProcessHosting.IsChild(app.Configuration))
        {
            await SettingCheck.RunAsync(arguments, read, app);
            if (!JsonLogging.AreRequested(app.Configuration))
            {
                app.AnnounceShop();
            }
        }

        await RunUntilStoppedAsync(app, arguments);
        return 0;
    }
}
