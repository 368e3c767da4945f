using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout;

/// <summary>
/// Says when messages wait too long. Degraded and not unhealthy: orders go on, and taking the checkout out of the traffic would stop
/// them without bringing one message to where it should be.
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
                : HealthCheckResult.Degraded($"a message has waited {wait.TotalSeconds:F0} seconds to be delivered");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // That is the database's to say.
            return HealthCheckResult.Degraded("nobody knows how long messages wait");
        }
    }
}
