using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>
/// Reports messages that wait too long. Degraded and not unhealthy: orders still work, and taking checkout out of the load balancer would stop
/// them without delivering a single message.
/// </summary>
internal sealed class OutboxHealthCheck(OutboxLagMonitor outbox, IOptions<CheckoutOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var wait = await outbox.GetOldestWaitAsync(cancellationToken);
            return wait <= options.Value.LongestWait
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded($"a message has been waiting for delivery for {wait.TotalSeconds:F0} seconds");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The health check of the database reports this.
            return HealthCheckResult.Degraded("the age of waiting messages is unknown");
        }
    }
}
