using Microsoft.Extensions.Hosting;

namespace AstronomyShop.Tests.FaultyHost;

/// <summary>A crash during shutdown: hosted services stop in reverse order, so the ports are closed and the modules still run.</summary>
internal sealed class ShutdownFault : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        CrashPoint.Visit("CP14");
        return Task.CompletedTask;
    }
}
