using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>
/// Delivers the messages of the outbox until all are delivered. Each destination has a separate queue; in a queue, a failed message waits for
/// its retry, and the following messages continue. Messages of this process are handed over; those of others, and retries, are looked for.
/// </summary>
internal sealed class OutboxRelayBackgroundService(
    OutboxMessageFactory outbox, OutboxHandover handover, OutboxQueue queue, TimeProvider clock, IOptions<CheckoutOptions> options, ILogger<OutboxRelayBackgroundService> logger)
    : BackgroundService
{
    // Deliveries at the same time share commits.
    private const int MaxConcurrentDeliveries = 8;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        outbox.Destinations
            .SelectMany(destination => (Func<Task>[])[() => RelayAsync(destination, stoppingToken), () => DeliverHandedOverAsync(destination, stoppingToken)])
            .Append(() => queue.DeleteDeliveredAsync(stoppingToken))
            .Select(loop => Task.Run(loop, stoppingToken)));

    private Task DeliverHandedOverAsync(string destination, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        handover.ReadAllAsync(destination, cancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrentDeliveries, CancellationToken = cancellationToken },
        async (message, stopping) => await queue.DeliverNowAsync(message, stopping));

    private async Task RelayAsync(string destination, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(options.Value.LookEvery, clock, cancellationToken);
            try
            {
                await queue.DeliverDueAsync(destination, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                CheckoutLog.RelayFailed(logger, destination, exception);
            }
        }
    }
}
