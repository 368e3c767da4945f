using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AstronomyShop.Modules.Flags.Document;

/// <summary>Reports problems of the file. The module stays ready: it evaluates the last valid document.</summary>
internal sealed class FlagFileHealthCheck(FlagFileState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthCheckResult.Healthy(state.Problem is { } problem ? $"the last valid document stays in effect; {problem}" : null));
}
