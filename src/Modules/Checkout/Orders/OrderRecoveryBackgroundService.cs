using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout.Orders;

/// <summary>Completes or compensates interrupted attempts at regular intervals, for the first time when the shop has opened.</summary>
internal sealed class OrderRecoveryBackgroundService(
    OrderRepository orders, OrderCompletion completion, TimeProvider clock, IOptions<CheckoutOptions> options, ILogger<OrderRecoveryBackgroundService> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RecoverAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                CheckoutLog.RecoveryFailed(logger, exception);
            }
        }
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        while (await orders.ClaimStalledAsync(options.Value.AttemptTime, cancellationToken) is { } order)
        {
            CheckoutLog.Recovering(logger, order.Id, order.State);
            try
            {
                // A charged attempt can still become an order: the shopper has paid for it.
                await (order.State == OrderState.Charged ? completion.FinishAsync(order) : completion.CompensateAsync(order));
            }
            catch (Exception exception) when (exception is RpcException or DbUpdateConcurrencyException)
            {
                CheckoutLog.NotRecovered(logger, order.Id, exception.GetType().Name);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
