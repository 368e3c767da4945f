using AstronomyShop.SharedKernel.FeatureFlags;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Cart;

/// <summary>The flag <c>failedReadinessProbe</c>: the cart reports not ready but continues to serve calls.</summary>
internal sealed class FailedReadinessProbeHealthCheck(IFeatureClient flags, ILogger<FailedReadinessProbeHealthCheck> logger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        CartLog.HealthChecked(logger);
        return await flags.GetBooleanValueAsync("failedReadinessProbe", false, EvaluationContext.Empty)
            ? HealthCheckResult.Unhealthy("failedReadinessProbe is on")
            : HealthCheckResult.Healthy();
    }
}
