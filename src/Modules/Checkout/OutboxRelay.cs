using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout;

/// <summary>
/// Delivers what the outbox holds, until it is delivered. Each destination has a queue of its own; in a queue a message that fails
/// waits for its next try, and those behind it go on.
/// </summary>
internal sealed class OutboxRelay(
    Outbox outbox, OutboxBell bell, OutboxQueue queue, TimeProvider clock, IOptions<CheckoutOptions> options, ILogger<OutboxRelay> logger)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        outbox.Destinations.Select(destination => Task.Run(() => Relay(destination, stoppingToken), stoppingToken)));

    private async Task Relay(string destination, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            // Asked for before looking: what is written from here on rings.
            var written = bell.NextRing(destination);
            try
            {
                await queue.DeliverDue(destination, stopping);
            }
            catch (Exception broken) when (!stopping.IsCancellationRequested)
            {
                CheckoutLog.RelayStumbled(logger, destination, broken);
            }

            await Task.WhenAny(written, Task.Delay(options.Value.LookEvery, clock, stopping));
        }
    }
}
