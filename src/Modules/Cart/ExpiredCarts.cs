using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AstronomyShop.Modules.Cart;

/// <summary>Clears away the carts of those who never came back.</summary>
internal sealed class ExpiredCarts(SqliteCartStore carts, TimeProvider clock, ILogger<ExpiredCarts> log) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rest, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await carts.Sweep(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                CartLog.SweepFailed(log, failure);
            }
        }
    }
}
