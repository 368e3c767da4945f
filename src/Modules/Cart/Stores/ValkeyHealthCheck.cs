using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace AstronomyShop.Modules.Cart.Stores;

/// <summary>Healthy while the cart store responds.</summary>
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
            return HealthCheckResult.Unhealthy("the cart store is not available");
        }
    }
}
