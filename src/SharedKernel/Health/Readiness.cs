using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AstronomyShop.SharedKernel.Health;

/// <summary>Whether the modules of this process can do their work, by their own checks. Nothing is ready once the shop is closing.</summary>
internal sealed class Readiness(RunningShop shop) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource closing = new();

    /// <summary>Fires when the shop stops being ready for good.</summary>
    public CancellationToken Closing => closing.Token;

    public bool IsClosing => closing.IsCancellationRequested;

    public void Close() => closing.Cancel();

    public void Dispose() => closing.Dispose();

    /// <summary>Every module of this process.</summary>
    public async Task<IReadOnlyList<ModuleReadiness>> OfAll(CancellationToken cancellation) =>
        await Task.WhenAll(shop.Running.Select(module => Of(module, cancellation)));

    /// <summary>The module that serves a gRPC service; null when none of this process does.</summary>
    public async Task<ModuleReadiness?> OfService(string service, CancellationToken cancellation) =>
        shop.ModuleOf(service) is { } module ? await Of(module, cancellation) : null;

    private async Task<ModuleReadiness> Of(RunningModule module, CancellationToken cancellation)
    {
        if (module.Services.GetService<HealthCheckService>() is not { } checks)
        {
            return new ModuleReadiness(module.Face, !IsClosing, new Dictionary<string, string>());
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(Patience);
        try
        {
            var report = await checks.CheckHealthAsync(bounded.Token);
            return new ModuleReadiness(
                module.Face,

                // What is degraded works, if not as it should; only what cannot work is to be left alone.
                !IsClosing && report.Status != HealthStatus.Unhealthy,
                report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Description ?? entry.Value.Status.ToString()));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // A check that hangs must not make the probe hang: a prober takes that for a dead process.
            return new ModuleReadiness(module.Face, false, new Dictionary<string, string> { ["checks"] = "did not answer in time" });
        }
    }
}

/// <summary>What one module's checks said.</summary>
internal sealed record ModuleReadiness(ModuleFace Face, bool IsReady, IReadOnlyDictionary<string, string> Checks);
