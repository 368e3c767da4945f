using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout;

/// <summary>
/// Delivers the messages of the outbox until all are delivered. Each destination has a separate queue; in a queue, a failed message waits for
/// its retry, and the following messages continue.
/// </summary>
internal sealed class OutboxRelayBackgroundService(
    Outbox outbox, OutboxSignal signal, OutboxQueue queue, TimeProvider clock, IOptions<CheckoutOptions> options, ILogger<OutboxRelayBackgroundService> logger)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        outbox.Destinations.Select(destination => Task.Run(() => RelayAsync(destination, stoppingToken), stoppingToken)));

    private async Task RelayAsync(string destination, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            // Registered before querying: a message written from here on triggers the signal.
            var written = signal.WaitAsync(destination);
            try
            {
                await queue.DeliverDueAsync(destination, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                CheckoutLog.RelayFailed(logger, destination, exception);
            }

            await Task.WhenAny(written, Task.Delay(options.Value.LookEvery, clock, cancellationToken));
        }
    }
}
