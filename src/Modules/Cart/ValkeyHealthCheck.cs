using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace AstronomyShop.Modules.Cart;

/// <summary>The cart is ready while its server answers.</summary>
internal sealed class ValkeyHealthCheck(ValkeyConnection connection) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var carts = await connection.OpenAsync(cancellationToken);
            await carts.PingAsync().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("the carts' server does not answer");
        }
    }
}
