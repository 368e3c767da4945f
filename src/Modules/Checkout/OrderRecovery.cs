using AstronomyShop.SharedKernel;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout;

/// <summary>Finishes or undoes attempts that were cut off, at start and ever after.</summary>
internal sealed class OrderRecovery(
    Orders orders, OrderCompletion completion, TimeProvider clock, IOptions<CheckoutOptions> options, ILogger<OrderRecovery> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
        do
        {
            try
            {
                await Recover(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                CheckoutLog.RecoveryStumbled(logger, broken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Recover(CancellationToken stopping)
    {
        while (!DeliberateBug.Is("nobody-recovers") && await orders.TakeOver(options.Value.AttemptTime, stopping) is { } order)
        {
            CrashPoint.Hit("CP13");
            CheckoutLog.Recovering(logger, order.Id, order.State);
            try
            {
                // An attempt that is recorded as charged can still become an order: the shopper paid for it.
                await (order.State == OrderState.Charged ? completion.Finish(order) : completion.GiveUp(order));
            }
            catch (Exception lost) when (lost is RpcException or DbUpdateConcurrencyException)
            {
                CheckoutLog.NotRecovered(logger, order.Id, lost.GetType().Name);
            }

            stopping.ThrowIfCancellationRequested();
        }
    }
}
