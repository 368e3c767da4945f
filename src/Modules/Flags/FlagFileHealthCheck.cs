using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AstronomyShop.Modules.Flags;

/// <summary>Says what is wrong with the file. The module stays ready: it answers from the last good document.</summary>
internal sealed class FlagFileHealthCheck(FlagFileState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthCheckResult.Healthy(state.Problem is { } problem ? $"the last good document holds; {problem}" : null));
}
