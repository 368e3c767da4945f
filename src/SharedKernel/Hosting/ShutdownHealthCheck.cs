using Microsoft.Extensions.Hosting;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>
/// The first step of shutdown: health reports not ready while all ports still answer, long enough for load balancers to notice. Only then are
/// the ports closed.
/// </summary>
internal sealed class ShutdownHealthCheck(Readiness readiness, ShopSettings settings, IHostApplicationLifetime host, TimeProvider clock) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.BeginShutdown();
        // After a failed start no load balancer has sent requests here.
        if (host.ApplicationStarted.IsCancellationRequested)
        {
            await Task.Delay(settings.DrainTime, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
