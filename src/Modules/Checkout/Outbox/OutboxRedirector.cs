using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AstronomyShop.Modules.Checkout.Outbox;

/// <summary>
/// When a broker has been configured or removed, the outbox may still contain messages for the former destination of events. Soon after startup they
/// get the current destination. A consumer that receives an order twice ignores the duplicate.
/// </summary>
internal sealed class OutboxRedirector(
    IDbContextFactory<CheckoutDbContext> database, OutboxMessageFactory outbox, TimeProvider clock, IOptions<CheckoutOptions> options, ILogger<OutboxRedirector> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(options.Value.LookEvery, clock, stoppingToken);
            try
            {
                await RedirectAsync(stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                CheckoutLog.RedirectFailed(logger, exception);
            }
        }
    }

    private async Task RedirectAsync(CancellationToken cancellationToken)
    {
        var known = outbox.Destinations;
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var stranded = await db.Outbox.Where(message => !known.Contains(message.Destination)).ToListAsync(cancellationToken);
        if (stranded.Count == 0)
        {
            return;
        }

        db.RemoveRange(stranded);
        db.AddRange(stranded.DistinctBy(message => message.OrderId).SelectMany(outbox.Redirected));
        await db.SaveChangesAsync(cancellationToken);
    }
}
