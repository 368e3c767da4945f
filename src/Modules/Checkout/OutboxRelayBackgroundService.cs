using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout;

/// <summary>
/// Delivers what the outbox holds, until it is delivered. Each destination has a queue of its own; in a queue a message that fails
/// waits for its next try, and those behind it go on.
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
            // Asked for before looking: what is written from here on rings.
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
