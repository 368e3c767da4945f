using AstronomyShop.SharedKernel.Modularity;
using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>
/// Notices when a background service of a module ends although the shop runs: it is logged and restarted, and the module is not ready until the
/// service has run for a while again. The host would stop the process for its own services, and does not know those of the modules.
/// </summary>
internal sealed class BackgroundServiceSupervisor(TimeProvider clock, ILoggerFactory loggers) : IDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RecoveryTime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(RunningModule Module, string Service), string> ended = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>The services of the module that have ended and have not recovered, each with the kind of its failure.</summary>
    public IReadOnlyDictionary<string, string> EndedOf(RunningModule module) =>
        ended.Where(one => one.Key.Module == module).ToDictionary(one => one.Key.Service, one => one.Value);

    /// <summary>Supervises a service that has been started. Services with another kind of work are not affected.</summary>
    public void Watch(RunningModule module, IHostedService service)
    {
        if (service is BackgroundService background)
        {
            _ = Task.Run(() => WatchAsync(module, background, stopping.Token), CancellationToken.None);
        }
    }

    /// <summary>The services are about to be stopped.</summary>
    public void Stop() => stopping.Cancel();

    public void Dispose() => stopping.Dispose();

    private async Task WatchAsync(RunningModule module, BackgroundService service, CancellationToken cancellationToken)
    {
        var name = service.GetType().Name;
        var logger = loggers.CreateLogger($"AstronomyShop.Modules.{module.Descriptor.Name}.Lifetime");
        while (service.ExecuteTask is { } running)
        {
            if (ended.ContainsKey((module, name)) && await StillRunsAsync(running, cancellationToken))
            {
                ended.TryRemove((module, name), out _);
            }

            await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // A service that returns has done its work.
            if (cancellationToken.IsCancellationRequested || running.IsCompletedSuccessfully)
            {
                return;
            }

            ended[(module, name)] = $"ended unexpectedly ({running.Exception?.InnerException?.GetType().Name ?? "cancelled"}) and is being restarted";
            ModuleLog.BackgroundServiceEnded(logger, name, running.Exception?.InnerException);
            await Task.Delay(RestartPause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await RestartAsync(service, logger, cancellationToken);
        }
    }

    private async Task<bool> StillRunsAsync(Task running, CancellationToken cancellationToken) =>
        await Task.WhenAny(running, Task.Delay(RecoveryTime, clock, cancellationToken)) != running || running.IsCompletedSuccessfully;

    private static async Task RestartAsync(BackgroundService service, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                await service.StartAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            ModuleLog.BackgroundServiceEnded(logger, service.GetType().Name, exception);
        }
    }
}
