using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Cart.Stores;

/// <summary>Deletes expired carts at regular intervals.</summary>
internal sealed class ExpiredCartsBackgroundService(SqliteCartStore carts, TimeProvider clock, ILogger<ExpiredCartsBackgroundService> logger) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rest, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await carts.SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                CartLog.SweepFailed(logger, exception);
            }
        }
    }
}
