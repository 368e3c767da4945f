using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>Whether the modules of this process are ready, by their health checks. During shutdown nothing is ready.</summary>
internal sealed class Readiness(RunningShop shop) : IDisposable
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource shutdown = new();

    /// <summary>Cancelled when shutdown begins.</summary>
    public CancellationToken ShutdownToken => shutdown.Token;

    public bool IsShuttingDown => shutdown.IsCancellationRequested;

    public void BeginShutdown() => shutdown.Cancel();

    public void Dispose() => shutdown.Dispose();

    /// <summary>The readiness of every module of this process.</summary>
    public async Task<IReadOnlyList<ModuleReadiness>> OfAllAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(shop.Running.Select(module => OfAsync(module, cancellationToken)));

    /// <summary>The readiness of the module that serves a gRPC service; null when no module of this process does.</summary>
    public async Task<ModuleReadiness?> OfServiceAsync(string service, CancellationToken cancellationToken) =>
        shop.ModuleOf(service) is { } module ? await OfAsync(module, cancellationToken) : null;

    private async Task<ModuleReadiness> OfAsync(RunningModule module, CancellationToken cancellationToken)
    {
        if (module.Services.GetService<HealthCheckService>() is not { } checks)
        {
            return new ModuleReadiness(module.Descriptor, !IsShuttingDown, new Dictionary<string, string>());
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(CheckTimeout);
        try
        {
            var report = await checks.CheckHealthAsync(bounded.Token);
            return new ModuleReadiness(
                module.Descriptor,

                // A degraded module works with limits; only an unhealthy one must not get traffic.
                !IsShuttingDown && report.Status != HealthStatus.Unhealthy,
                report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Description ?? entry.Value.Status.ToString()));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A hanging check must not make the probe hang: the orchestrator would restart the process.
            return new ModuleReadiness(module.Descriptor, false, new Dictionary<string, string> { ["checks"] = "did not complete in time" });
        }
    }
}

/// <summary>The readiness of one module with the results of its checks.</summary>
internal sealed record ModuleReadiness(ModuleDescriptor Descriptor, bool IsReady, IReadOnlyDictionary<string, string> Checks);
